package io.pouw.learning.metric;

import java.util.Arrays;
import java.util.OptionalDouble;

/** The area under the ROC curve, by ranks (H. Mann, D. Whitney, 1947). */
final class RocCurve {
  private RocCurve() {}

  /**
   * The chance that a positive row scores higher than a negative one, ties counted half; exact but
   * for the last division. Empty where one kind is missing.
   *
   * @param scores one a row, the first {@code rows} of them
   */
  static OptionalDouble area(float[] scores, boolean[] positive, int rows) {
    long[] order = new long[rows];
    for (int i = 0; i < rows; i++) order[i] = (long) sortable(scores[i]) << 32 | i;
    Arrays.sort(order);
    long positives = 0;
    long twiceRanks = 0;
    for (int from = 0; from < rows; ) {
      int to = from;
      long positivesHere = 0;
      while (to < rows && order[to] >> 32 == order[from] >> 32)
        if (positive[(int) order[to++]]) positivesHere++;
      // Ranks from + 1 to `to` are tied: each counts as their mean.
      twiceRanks += positivesHere * (from + 1L + to);
      positives += positivesHere;
      from = to;
    }
    long negatives = rows - positives;
    if (positives == 0 || negatives == 0) return OptionalDouble.empty();
    long twiceWins = twiceRanks - positives * (positives + 1);
    return OptionalDouble.of(twiceWins / (2.0 * positives * negatives));
  }

  /** Whole numbers in the order of the floats; both zeros the same. */
  private static int sortable(float score) {
    int bits = Float.floatToIntBits(score + 0f);
    return bits ^ bits >> 31 & Integer.MAX_VALUE;
  }
}
