package io.pouw.ledger;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;

/**
 * What the next block builds on. For genesis height and view are 0 and the id is no header's hash
 * but {@code Hash.of(Domain.BLOCK, chain id)}.
 */
public record Head(long height, long view, Hash id, long timestampMs, Hash beacon)
    implements Encodable {
  static Head of(BlockHeader header) {
    return new Head(
        header.height(), header.view(), header.id(), header.timestampMs(), header.beacon());
  }

  public static Head decode(Decoder in) {
    return new Head(in.u63(), in.u63(), in.hash(), in.u63(), in.hash());
  }

  @Override
  public void encode(Encoder out) {
    out.i64(height).i64(view).hash(id).i64(timestampMs).hash(beacon);
  }
}
