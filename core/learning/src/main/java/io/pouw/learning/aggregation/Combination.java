package io.pouw.learning.aggregation;

import java.util.Arrays;
import java.util.List;

/**
 * Weighted means of updates: for each coordinate a sum in double from 0 over the updates in order,
 * then a division, then one rounding to float.
 */
final class Combination {
  private static final int BLOCK = 1_024;

  private Combination() {}

  /** {@code into[j] = (float) (sum of weights[i] * x[i][j] / total)}. */
  static void of(List<float[]> updates, double[] weights, double total, float[] into) {
    double[] sums = new double[BLOCK];
    for (int from = 0; from < into.length; from += BLOCK) {
      int count = Math.min(BLOCK, into.length - from);
      Arrays.fill(sums, 0);
      for (int i = 0; i < weights.length; i++) add(updates.get(i), from, weights[i], sums, count);
      for (int k = 0; k < count; k++) into[from + k] = (float) (sums[k] / total);
    }
  }

  /** The arithmetic mean. */
  static void mean(List<float[]> updates, float[] into) {
    double[] ones = new double[updates.size()];
    Arrays.fill(ones, 1);
    of(updates, ones, ones.length, into);
  }

  /** {@code centre[j] = (float) (centre[j] + sum of weights[i] * (x[i][j] - centre[j]) / n)}. */
  static void moveCentre(List<float[]> updates, double[] weights, float[] centre) {
    double[] sums = new double[BLOCK];
    for (int from = 0; from < centre.length; from += BLOCK) {
      int count = Math.min(BLOCK, centre.length - from);
      Arrays.fill(sums, 0);
      for (int i = 0; i < weights.length; i++)
        addAbout(centre, updates.get(i), from, weights[i], sums, count);
      for (int k = 0; k < count; k++)
        centre[from + k] = (float) (centre[from + k] + sums[k] / weights.length);
    }
  }

  private static void add(float[] update, int from, double weight, double[] sums, int count) {
    for (int k = 0; k < count; k++) sums[k] += weight * update[from + k];
  }

  private static void addAbout(
      float[] centre, float[] update, int from, double weight, double[] sums, int count) {
    for (int k = 0; k < count; k++)
      sums[k] += weight * ((double) update[from + k] - centre[from + k]);
  }
}
