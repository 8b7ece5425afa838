package io.pouw.learning.aggregation;

import java.util.ArrayList;
import java.util.List;

/**
 * Sorts the values that n updates have at a coordinate, for many coordinates at once: the
 * comparators of Batcher's merge exchange (D. Knuth, "The art of computer programming", volume 3,
 * section 5.2.2, algorithm M) act on whole rows, so that no branch depends on the data. -0 is
 * smaller than 0.
 */
final class Columns {
  /** What a rule makes of sorted values. */
  interface Rule {
    /**
     * Reduces some coordinates.
     *
     * @param sorted {@code sorted[i][k]}: the i-th smallest value of coordinate {@code from + k}
     */
    void reduce(float[][] sorted, int from, int count, float[] into);
  }

  private static final int BLOCK = 512;

  private record Comparator(int low, int high) {}

  private Columns() {}

  static void reduce(List<float[]> updates, Rule rule, float[] into) {
    List<Comparator> network = network(updates.size());
    float[][] block = new float[updates.size()][BLOCK];
    for (int from = 0; from < into.length; from += BLOCK) {
      int count = Math.min(BLOCK, into.length - from);
      for (int i = 0; i < block.length; i++)
        System.arraycopy(updates.get(i), from, block[i], 0, count);
      for (Comparator comparator : network)
        exchange(block[comparator.low], block[comparator.high], count);
      rule.reduce(block, from, count, into);
    }
  }

  private static void exchange(float[] low, float[] high, int count) {
    for (int k = 0; k < count; k++) {
      float a = low[k];
      float b = high[k];
      low[k] = Math.min(a, b);
      high[k] = Math.max(a, b);
    }
  }

  private static List<Comparator> network(int n) {
    List<Comparator> comparators = new ArrayList<>();
    if (n < 2) return comparators;
    int top = Integer.highestOneBit(n - 1);
    for (int p = top; p > 0; p >>= 1) {
      int q = top;
      int r = 0;
      int d = p;
      while (true) {
        for (int i = 0; i < n - d; i++) if ((i & p) == r) comparators.add(new Comparator(i, i + d));
        if (q == p) break;
        d = q - p;
        q >>= 1;
        r = p;
      }
    }
    return comparators;
  }
}
