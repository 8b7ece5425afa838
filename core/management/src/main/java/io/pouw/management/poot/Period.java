package io.pouw.management.poot;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * A stretch of the chain that is scored.
 *
 * @param number from 0, without gaps on one node
 * @param afterHeight blocks after this one
 * @param toHeight up to this one
 * @param fromMs the chain's time where it begins
 * @param toMs where it ends
 */
public record Period(long number, long afterHeight, long toHeight, long fromMs, long toMs)
    implements Encodable {
  static Period decode(Decoder in) {
    return new Period(in.u63(), in.u63(), in.u63(), in.u63(), in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.i64(number).i64(afterHeight).i64(toHeight).i64(fromMs).i64(toMs);
  }
}
