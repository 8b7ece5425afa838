package io.pouw.node.bench;

import java.util.Arrays;

/**
 * The distribution of repeated measurements, in the measurements' unit. Quartiles are measured
 * values (nearest rank), never interpolated ones.
 */
public record Spread(double min, double q1, double median, double q3, double max, int samples) {
  /**
   * @throws IllegalArgumentException if there is no measurement
   */
  public static Spread of(double... measurements) {
    if (measurements.length == 0) throw new IllegalArgumentException("no measurement");
    double[] sorted = measurements.clone();
    Arrays.sort(sorted);
    return new Spread(
        sorted[0],
        rank(sorted, 0.25),
        rank(sorted, 0.5),
        rank(sorted, 0.75),
        sorted[sorted.length - 1],
        sorted.length);
  }

  private static double rank(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
