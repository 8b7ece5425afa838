package io.pouw.management.poot;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * What a worker's earlier scores say; those that were rejected do not count.
 *
 * @param scores how many there are
 * @param last value of the last one
 * @param lastPeriod its period
 * @param dayScores how many are of the last 24 hours
 * @param dayMean their mean, rounded down
 */
public record Past(long scores, int last, long lastPeriod, long dayScores, int dayMean)
    implements Encodable {
  /** Of a worker that was never scored. */
  public static final Past NONE = new Past(0, 0, 0, 0, 0);

  /** How far back the mean looks. */
  public static final long DAY_MS = 24 * 3_600_000L;

  static Past decode(Decoder in) {
    return new Past(in.u63(), in.u32(), in.u63(), in.u63(), in.u32());
  }

  @Override
  public void encode(Encoder out) {
    out.i64(scores).u32(last).i64(lastPeriod).i64(dayScores).u32(dayMean);
  }
}
