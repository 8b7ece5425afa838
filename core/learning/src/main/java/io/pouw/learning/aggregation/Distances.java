package io.pouw.learning.aggregation;

import java.util.List;

/**
 * Lengths and angles of updates, in double. The order of the additions: the elements in blocks of
 * 4096; within a block, strand l of 8 adds elements l, l + 8, l + 16, ... in increasing order, then
 * the strands fold ({@code s[l] += s[l + w]} for w = 4, 2, 1); the blocks' sums are added in order.
 * The blocks let all pairs of a round stay in the cache, the strands in registers.
 */
final class Distances {
  private static final int BLOCK = 4_096;
  private static final int STRANDS = 8;

  private Distances() {}

  /** The squared Euclidean distance; finite for any finite floats. */
  static double squared(float[] a, float[] b) {
    double sum = 0;
    for (int from = 0; from < a.length; from += BLOCK)
      sum += squared(a, b, from, Math.min(from + BLOCK, a.length));
    return sum;
  }

  /** The Euclidean length. */
  static double norm(float[] a) {
    return Math.sqrt(dot(a, a));
  }

  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int from = 0; from < a.length; from += BLOCK)
      sum += dot(a, b, from, Math.min(from + BLOCK, a.length));
    return sum;
  }

  /** All squared distances, {@code [i][j]}, of n updates. */
  static double[][] pairs(List<float[]> updates) {
    int n = updates.size();
    int d = updates.getFirst().length;
    double[][] sums = new double[n][n];
    for (int from = 0; from < d; from += BLOCK) {
      int to = Math.min(from + BLOCK, d);
      for (int i = 1; i < n; i++)
        for (int j = 0; j < i; j++) sums[i][j] += squared(updates.get(i), updates.get(j), from, to);
    }
    for (int i = 1; i < n; i++) for (int j = 0; j < i; j++) sums[j][i] = sums[i][j];
    return sums;
  }

  private static double squared(float[] a, float[] b, int from, int to) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int j = from;
    for (; j + STRANDS <= to; j += STRANDS) {
      double d0 = (double) a[j] - b[j];
      double d1 = (double) a[j + 1] - b[j + 1];
      double d2 = (double) a[j + 2] - b[j + 2];
      double d3 = (double) a[j + 3] - b[j + 3];
      double d4 = (double) a[j + 4] - b[j + 4];
      double d5 = (double) a[j + 5] - b[j + 5];
      double d6 = (double) a[j + 6] - b[j + 6];
      double d7 = (double) a[j + 7] - b[j + 7];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
      s4 += d4 * d4;
      s5 += d5 * d5;
      s6 += d6 * d6;
      s7 += d7 * d7;
    }
    double[] strands = {s0, s1, s2, s3, s4, s5, s6, s7};
    for (int l = 0; j < to; j++, l++) {
      double difference = (double) a[j] - b[j];
      strands[l] += difference * difference;
    }
    return fold(strands);
  }

  private static double dot(float[] a, float[] b, int from, int to) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int j = from;
    for (; j + STRANDS <= to; j += STRANDS) {
      s0 += (double) a[j] * b[j];
      s1 += (double) a[j + 1] * b[j + 1];
      s2 += (double) a[j + 2] * b[j + 2];
      s3 += (double) a[j + 3] * b[j + 3];
      s4 += (double) a[j + 4] * b[j + 4];
      s5 += (double) a[j + 5] * b[j + 5];
      s6 += (double) a[j + 6] * b[j + 6];
      s7 += (double) a[j + 7] * b[j + 7];
    }
    double[] strands = {s0, s1, s2, s3, s4, s5, s6, s7};
    for (int l = 0; j < to; j++, l++) strands[l] += (double) a[j] * b[j];
    return fold(strands);
  }

  private static double fold(double[] s) {
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }
}
