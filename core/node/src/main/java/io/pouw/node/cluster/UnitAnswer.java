package io.pouw.node.cluster;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * A unit that is done.
 *
 * @param nanos that the work itself took, without waiting and fetching
 * @param update {@value #MAX_UPDATE_BYTES} bytes at most
 */
record UnitAnswer(long nanos, byte[] update) implements Encodable {
  /** A larger one is not sent through the bus: its unit is done at home. */
  static final int MAX_UPDATE_BYTES = 64 << 20;

  static UnitAnswer decode(Decoder in) {
    return new UnitAnswer(in.u63(), in.bytes(MAX_UPDATE_BYTES));
  }

  @Override
  public void encode(Encoder out) {
    out.i64(nanos).bytes(update);
  }
}
