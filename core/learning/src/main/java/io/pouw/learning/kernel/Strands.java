package io.pouw.learning.kernel;

/** Sixteen partial sums whose fold is the sum: the order of all long reductions. */
final class Strands {
  static final int COUNT = 16;

  private Strands() {}

  /** Folds the strands at {@code from} in place and returns the sum. */
  static float fold(float[] strands, int from) {
    for (int width = COUNT / 2; width > 0; width /= 2)
      for (int l = 0; l < width; l++) strands[from + l] += strands[from + l + width];
    return strands[from];
  }
}
