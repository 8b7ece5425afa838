package io.pouw.task.tribuo.method;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;

/**
 * Centres of clusters in fixed point: whole multiples of 2^-24, so that sums of rows are exact and
 * come out the same in whatever order they are made.
 *
 * @param points a row for each cluster
 */
record Centroids(long[][] points) implements Predictor {
  private static final double ONE = 0x1p24;

  /** In units of a feature's standard deviation; further out is cut off. */
  private static final double FURTHEST = 0x1p15;

  static final long LIMIT = 1L << 39;

  static long fixed(double value) {
    return Math.round(Math.max(-FURTHEST, Math.min(FURTHEST, value)) * ONE);
  }

  static long[] fixed(double[] features) {
    long[] point = new long[features.length];
    for (int i = 0; i < point.length; i++) point[i] = fixed(features[i]);
    return point;
  }

  /** The squared distance, summed over the features in their order. */
  static double distance(long[] a, long[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (a[i] - b[i]) / ONE;
      sum = Math.fma(difference, difference, sum);
    }
    return sum;
  }

  /** The nearest centre; of equals the first. */
  static int nearest(double[] distances) {
    int nearest = 0;
    for (int i = 1; i < distances.length; i++) if (distances[i] < distances[nearest]) nearest = i;
    return nearest;
  }

  double[] distances(long[] point) {
    double[] distances = new double[points.length];
    for (int i = 0; i < points.length; i++) distances[i] = distance(point, points[i]);
    return distances;
  }

  @Override
  public double[] scores(double[] features) {
    return distances(fixed(features));
  }

  static Centroids decode(Decoder in, int clusters, int features) {
    long bytes = (long) clusters * features * Long.BYTES;
    if (in.remaining() < bytes)
      throw in.error("%d bytes of centres, expected %d".formatted(in.remaining(), bytes));
    long[][] points = new long[clusters][features];
    for (long[] point : points)
      for (int i = 0; i < features; i++) {
        point[i] = in.i64();
        if (Math.abs(point[i]) > LIMIT || point[i] == Long.MIN_VALUE)
          throw in.error("a centre at " + point[i]);
      }
    return new Centroids(points);
  }

  byte[] toBytes() {
    var out = new Encoder();
    for (long[] point : points) for (long value : point) out.i64(value);
    return out.toBytes();
  }
}
