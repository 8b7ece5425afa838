package io.pouw.consensus.sync;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;

/** What a newcomer asks a peer. */
public sealed interface SyncRequest extends Encodable {
  /** Most headers in one answer. */
  int MAX_HEADERS = 1_000;

  /** Asks for the latest {@link SnapshotOffer}. */
  record Offer() implements SyncRequest {
    @Override
    public void encode(Encoder out) {
      out.u8(0);
    }
  }

  /**
   * Asks for the entries of a part.
   *
   * @param block whose state it is
   * @param index in the outline, from 0
   */
  record Part(Hash block, int index) implements SyncRequest {
    @Override
    public void encode(Encoder out) {
      out.u8(1).hash(block).u32(index);
    }
  }

  /**
   * Asks for the headers of final blocks in order.
   *
   * @param count 1 to {@value #MAX_HEADERS}
   */
  record Headers(long fromHeight, int count) implements SyncRequest {
    @Override
    public void encode(Encoder out) {
      out.u8(2).i64(fromHeight).u32(count);
    }
  }

  static SyncRequest decode(Decoder in) {
    int kind = in.u8();
    return switch (kind) {
      case 0 -> new Offer();
      case 1 -> new Part(in.hash(), in.u32());
      case 2 -> headers(in);
      default -> throw in.error("a sync request of unknown kind " + kind);
    };
  }

  private static Headers headers(Decoder in) {
    var headers = new Headers(in.u63(), in.u32());
    if (headers.count < 1 || headers.count > MAX_HEADERS)
      throw in.error("asks for %d headers, expected 1 to %d".formatted(headers.count, MAX_HEADERS));
    return headers;
  }
}
