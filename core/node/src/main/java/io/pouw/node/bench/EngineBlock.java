package io.pouw.node.bench;

import io.pouw.consensus.Candidate;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;

/** A block that carries bytes which mean nothing, for engines without a ledger. */
record EngineBlock(Hash parent, long height, long view, byte[] payload, Hash id)
    implements Candidate {
  private static final int MAX_PAYLOAD_BYTES = 1 << 20;

  static final EngineBlock GENESIS = of(Hash.ZERO, 0, 0, new byte[0]);

  static EngineBlock of(Hash parent, long height, long view, byte[] payload) {
    byte[] bytes = encode(parent, height, view, payload);
    return new EngineBlock(parent, height, view, payload, Hash.of(Domain.BLOCK, bytes));
  }

  static EngineBlock decode(byte[] bytes) {
    return Decoder.whole(
        bytes, in -> of(in.hash(), in.u63(), in.u63(), in.bytes(MAX_PAYLOAD_BYTES)));
  }

  private static byte[] encode(Hash parent, long height, long view, byte[] payload) {
    Encodable fields = out -> put(out, parent, height, view, payload);
    return fields.toBytes();
  }

  private static void put(Encoder out, Hash parent, long height, long view, byte[] payload) {
    out.hash(parent).i64(height).i64(view).bytes(payload);
  }

  @Override
  public byte[] toBytes() {
    return encode(parent, height, view, payload);
  }
}
