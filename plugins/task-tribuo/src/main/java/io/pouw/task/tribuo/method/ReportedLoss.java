package io.pouw.task.tribuo.method;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;

/** The training loss at the head of an update: a 32-bit float from 0 on. */
final class ReportedLoss {
  static final int BYTES = 4;

  private ReportedLoss() {}

  /** Writes a loss; what is none or too great counts as the greatest. */
  static void encode(Encoder out, double loss) {
    float rounded = (float) loss;
    boolean good = rounded >= 0 && rounded <= Float.MAX_VALUE;
    out.u32(Float.floatToIntBits(good ? Math.abs(rounded) : Float.MAX_VALUE));
  }

  static float decode(Decoder in) {
    float loss = Float.intBitsToFloat(in.u32());
    if (!(loss >= 0 && loss <= Float.MAX_VALUE)) throw in.error("a loss of " + loss);
    return loss;
  }

  static float of(byte[] update) {
    return decode(new Decoder(update));
  }
}
