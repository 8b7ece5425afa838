package io.pouw.learning.metric;

import io.pouw.learning.kernel.Transcendental;

/** What follows from the inputs of a softmax. */
final class Softmax {
  private Softmax() {}

  /** The class of the greatest score, of equals the first. */
  static int greatest(float[] scores, int from, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) if (scores[from + c] > scores[from + best]) best = c;
    return best;
  }

  /**
   * Cross-entropy of one row: {@code log(sum over c of exp(score_c - max)) - (score_label - max)},
   * each step as a float, the sum in the order of the classes.
   */
  static float loss(float[] scores, int from, int classes, int label) {
    float max = scores[from + greatest(scores, from, classes)];
    float sum = 0;
    for (int c = 0; c < classes; c++) sum += Transcendental.exp(scores[from + c] - max);
    return Transcendental.log(sum) - (scores[from + label] - max);
  }
}
