package io.pouw.security.gradient;

import io.pouw.work.UpdateJudge;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lengths, cosines and distances of the updates of a round against the median of each coordinate,
 * and which of them are all but copies. A value is NaN where an update is not finite or, for
 * cosines, has no direction. All sums are in double, in increasing order.
 *
 * @param notFinite values that are not, of each update
 * @param copyOf the other update that each is all but a copy of, or -1
 */
record Geometry(int[] notFinite, double[] norms, double[] cosines, double[] distances, int[] copyOf)
    implements UpdateJudge.Measurement {
  /** Two updates nearer than this part of the median distance are one and its copy. */
  private static final double COPY = 0.05;

  /**
   * Measures a round.
   *
   * @param updates of equal length
   */
  static Geometry of(List<float[]> updates) {
    int n = updates.size();
    var geometry =
        new Geometry(new int[n], new double[n], new double[n], new double[n], new int[n]);
    for (int i = 0; i < n; i++)
      for (float value : updates.get(i)) if (!Float.isFinite(value)) geometry.notFinite[i]++;
    float[] centre = geometry.centre(updates);
    double length = Math.sqrt(dot(centre, centre));
    for (int i = 0; i < n; i++) geometry.measure(i, updates.get(i), centre, length);
    double near = COPY * median(geometry.distances);
    for (int i = 0; i < n; i++) geometry.copyOf[i] = geometry.copy(i, updates, near);
    return geometry;
  }

  int updates() {
    return norms.length;
  }

  /** The median of each coordinate over the finite updates; of an even number the lower one. */
  private float[] centre(List<float[]> updates) {
    List<float[]> finite =
        IntStream.range(0, updates.size())
            .filter(i -> notFinite[i] == 0)
            .mapToObj(updates::get)
            .toList();
    float[] centre = new float[updates.isEmpty() ? 0 : updates.getFirst().length];
    if (finite.isEmpty()) return centre;
    float[] column = new float[finite.size()];
    for (int at = 0; at < centre.length; at++) {
      for (int i = 0; i < column.length; i++) column[i] = finite.get(i)[at];
      Arrays.sort(column);
      centre[at] = column[(column.length - 1) / 2];
    }
    return centre;
  }

  private void measure(int i, float[] update, float[] centre, double length) {
    boolean finite = notFinite[i] == 0;
    norms[i] = finite ? Math.sqrt(dot(update, update)) : Double.NaN;
    distances[i] = finite ? distance(update, centre) : Double.NaN;
    boolean angle = finite && norms[i] > 0 && length > 0;
    cosines[i] = angle ? dot(update, centre) / norms[i] / length : Double.NaN;
  }

  /** Lengths and distances from the centre of two that are near each other are near, too. */
  private int copy(int i, List<float[]> updates, double near) {
    for (int j = 0; j < updates.size(); j++) {
      boolean possible =
          i != j
              && Math.abs(norms[i] - norms[j]) < near
              && Math.abs(distances[i] - distances[j]) < near;
      if (possible && distance(updates.get(i), updates.get(j)) < near) return j;
    }
    return -1;
  }

  /** The median of those that are numbers; NaN if none is. */
  static double median(double[] values) {
    double[] sorted =
        Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
    if (sorted.length == 0) return Double.NaN;
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** The median of the absolute deviations from the median. */
  static double deviation(double[] values) {
    double middle = median(values);
    return median(Arrays.stream(values).map(value -> Math.abs(value - middle)).toArray());
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) sum += (double) a[j] * b[j];
    return sum;
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      double off = (double) a[j] - b[j];
      sum += off * off;
    }
    return Math.sqrt(sum);
  }
}
