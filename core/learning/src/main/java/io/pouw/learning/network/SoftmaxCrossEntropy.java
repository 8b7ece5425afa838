package io.pouw.learning.network;

import io.pouw.learning.kernel.RowKernels;

/** Softmax and cross-entropy against classes, vector by vector, as {@link RowKernels} states it. */
final class SoftmaxCrossEntropy {
  private SoftmaxCrossEntropy() {}

  /**
   * Writes the gradient of the mean loss to the signal and returns the sum of the vectors' losses,
   * added up as doubles in order.
   */
  static double backward(Signal logits, float[] targets, RowKernels rows) {
    return rows.softmaxCrossEntropy(
        logits.values(),
        0,
        targets,
        0,
        logits.gradient(),
        0,
        logits.vectors(),
        logits.width(),
        1f / logits.vectors());
  }

  /** The loss of one vector, finite for any finite outputs; overwrites its gradient. */
  static float loss(Signal logits, int vector, float[] targets, RowKernels rows) {
    int width = logits.width();
    return (float)
        rows.softmaxCrossEntropy(
            logits.values(),
            vector * width,
            targets,
            vector,
            logits.gradient(),
            vector * width,
            1,
            width,
            1f);
  }
}
