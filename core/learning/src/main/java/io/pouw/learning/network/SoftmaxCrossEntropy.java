package io.pouw.learning.network;

import io.pouw.learning.kernel.Transcendental;

/**
 * Softmax and cross-entropy against labels, row by row. Sums run over the classes in order, as
 * plain float additions, after the greatest value of the row has been taken away.
 */
final class SoftmaxCrossEntropy {
  private SoftmaxCrossEntropy() {}

  /**
   * Writes the gradient of the mean loss to the signal and returns the sum of the rows' losses,
   * added up as doubles in the order of the rows.
   */
  static double backward(Signal logits, float[] targets) {
    double loss = 0;
    float share = 1f / logits.vectors();
    int classes = logits.width();
    for (int row = 0; row < logits.vectors(); row++) {
      int at = row * classes;
      int label = (int) targets[row];
      loss += row(logits.values(), at, classes, label, logits.gradient());
      float[] gradient = logits.gradient();
      gradient[at + label] -= 1f;
      for (int j = 0; j < classes; j++) gradient[at + j] *= share;
    }
    return loss;
  }

  /**
   * Writes the probabilities of one row to {@code into} at the same place and returns the row's
   * loss: the logarithm of the sum less the label's exponent, so that it is finite for any finite
   * row.
   */
  static float row(float[] logits, int at, int classes, int label, float[] into) {
    float greatest = logits[at];
    for (int j = 1; j < classes; j++) greatest = Math.max(greatest, logits[at + j]);
    float sum = 0f;
    for (int j = 0; j < classes; j++) {
      float e = Transcendental.exp(logits[at + j] - greatest);
      into[at + j] = e;
      sum += e;
    }
    for (int j = 0; j < classes; j++) into[at + j] /= sum;
    return Transcendental.log(sum) - (logits[at + label] - greatest);
  }
}
