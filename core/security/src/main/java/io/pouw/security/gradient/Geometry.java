package io.pouw.security.gradient;

import java.util.Arrays;
import java.util.List;

/**
 * Lengths, angles and distances of the finite updates of a round; a value is NaN where an update is
 * not finite. All sums are in double, in increasing order.
 */
record Geometry(int[] notFinite, double[] norms, double[] cosines, double[] distances) {
  static Geometry of(List<float[]> updates, float[] robustMean) {
    int n = updates.size();
    var geometry = new Geometry(new int[n], new double[n], new double[n], new double[n]);
    double reference = 0;
    for (float value : robustMean) reference += (double) value * value;
    for (int i = 0; i < n; i++) geometry.measure(i, updates.get(i), robustMean, reference);
    return geometry;
  }

  private void measure(int i, float[] update, float[] mean, double meanSquared) {
    double squared = 0;
    double dot = 0;
    double apart = 0;
    for (int j = 0; j < mean.length; j++) {
      float value = update[j];
      if (!Float.isFinite(value)) notFinite[i]++;
      double difference = (double) value - mean[j];
      squared += (double) value * value;
      dot += (double) value * mean[j];
      apart += difference * difference;
    }
    boolean finite = notFinite[i] == 0;
    norms[i] = finite ? Math.sqrt(squared) : Double.NaN;
    distances[i] = finite ? Math.sqrt(apart) : Double.NaN;
    boolean angle = finite && squared > 0 && meanSquared > 0;
    cosines[i] = angle ? dot / Math.sqrt(squared) / Math.sqrt(meanSquared) : Double.NaN;
  }

  /** The median of those that are numbers; NaN if none is. */
  static double median(double[] values) {
    double[] sorted =
        Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
    if (sorted.length == 0) return Double.NaN;
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
