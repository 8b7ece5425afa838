package io.pouw.learning.encoding;

/**
 * Finds the numbers of greatest absolute value, of equals those of lower index. By counting digits
 * of the bit patterns, which are ordered as the absolute values are: two passes, no sorting.
 */
final class Greatest {
  private static final int LOW_BITS = 15;
  private static final int LOW_MASK = (1 << LOW_BITS) - 1;
  private static final int HIGH_VALUES = 1 << 16;

  private Greatest() {}

  /**
   * The indices, increasing, of the {@code count} greatest.
   *
   * @param values finite, at least {@code count} of them
   */
  static int[] indices(float[] values, int count) {
    int[] digits = new int[HIGH_VALUES];
    for (float value : values) digits[magnitude(value) >>> LOW_BITS]++;
    int high = HIGH_VALUES - 1;
    int wanted = count;
    for (; digits[high] < wanted; high--) wanted -= digits[high];
    int[] lowDigits = new int[LOW_MASK + 1];
    for (float value : values) {
      int magnitude = magnitude(value);
      if (magnitude >>> LOW_BITS == high) lowDigits[magnitude & LOW_MASK]++;
    }
    int low = LOW_MASK;
    for (; lowDigits[low] < wanted; low--) wanted -= lowDigits[low];
    return select(values, count, high << LOW_BITS | low, wanted);
  }

  /** All over the threshold, and the first {@code ties} that equal it. */
  private static int[] select(float[] values, int count, int threshold, int ties) {
    int[] chosen = new int[count];
    int found = 0;
    int left = ties;
    for (int i = 0; i < values.length; i++) {
      int magnitude = magnitude(values[i]);
      if (magnitude > threshold || magnitude == threshold && left-- > 0) chosen[found++] = i;
    }
    return chosen;
  }

  private static int magnitude(float value) {
    return Float.floatToRawIntBits(value) & 0x7fffffff;
  }
}
