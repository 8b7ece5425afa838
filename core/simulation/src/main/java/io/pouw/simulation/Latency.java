package io.pouw.simulation;

import java.time.Duration;

/**
 * How long messages are on their way.
 *
 * @param shape of the distribution
 * @param least no message is faster
 * @param typical the upper end if uniform, the mean above the least if exponential, the greatest
 *     distance of two places if there are regions
 */
public record Latency(Shape shape, Duration least, Duration typical) {
  /** The form of a distribution of latencies. */
  public enum Shape {
    /** All delays from the least to the typical one are equally likely. */
    UNIFORM,
    /** Most are short, a few several times as long as the typical one; never over 16 times. */
    EXPONENTIAL,
    /** Each pair of nodes has a distance of its own, with a jitter of a tenth. */
    REGIONS
  }

  private static final double LONGEST = 16;

  static Latency draw(SplitMix64 random, long mostMillis) {
    Shape[] shapes = Shape.values();
    return new Latency(
        shapes[random.below(shapes.length)],
        Duration.ofMillis(1),
        Duration.ofMillis(random.between(5, mostMillis)));
  }

  /** Nanoseconds for one message from a node to another. */
  long sample(SplitMix64 random, int from, int to) {
    long floor = least.toNanos();
    long span = typical.toNanos();
    return switch (shape) {
      case UNIFORM -> random.between(floor, Math.max(floor, span));
      case EXPONENTIAL -> floor + exponential(random, span);
      case REGIONS -> floor + distance(from, to, span) + random.between(0, 1 + span / 10);
    };
  }

  /** By inversion; StrictMath, so that a seed means the same on every machine. */
  private static long exponential(SplitMix64 random, long mean) {
    double uniform = (random.nextLong() >>> 11) * 0x1p-53;
    return (long) (Math.min(LONGEST, -StrictMath.log(1 - uniform)) * mean);
  }

  private static long distance(int from, int to, long span) {
    int near = Math.min(from, to);
    int far = Math.max(from, to);
    return new SplitMix64(near * 1_000L + far).between(0, span);
  }
}
