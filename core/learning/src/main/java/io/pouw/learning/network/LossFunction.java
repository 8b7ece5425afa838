package io.pouw.learning.network;

import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.kernel.Transcendental;
import io.pouw.learning.spec.Loss;

/**
 * What training makes small, on the last layer's outputs. An <em>answer</em> is what has one
 * target: a vector of outputs under softmax, a single output else. Sums of losses are doubles, in
 * the order of the answers.
 */
record LossFunction(Loss loss, Kernels kernels) {
  /** Answers that the outputs hold. */
  int answers(Signal outputs) {
    return outputs.values().length / width(outputs);
  }

  /** Outputs of one answer. */
  private int width(Signal outputs) {
    return switch (loss) {
      case SOFTMAX_CROSS_ENTROPY -> outputs.width();
      case MEAN_SQUARED_ERROR, BINARY_CROSS_ENTROPY -> 1;
    };
  }

  /**
   * Sets the gradient of the loss.
   *
   * @param targets of which the outputs' begin at {@code first}
   * @param share the factor on the gradient: one over the answers that the mean is taken over
   * @param before the sum of the losses of the answers before
   * @return the sum, these included
   */
  double backward(Signal outputs, float[] targets, int first, float share, double before) {
    return backward(outputs, targets, first, 0, answers(outputs), share, before);
  }

  /** The loss of one answer, finite for any usual outputs; overwrites its gradient. */
  float of(Signal outputs, int answer, float[] targets) {
    return (float) backward(outputs, targets, answer, answer, 1, 1f, 0);
  }

  private double backward(
      Signal outputs, float[] targets, int first, int from, int count, float share, double before) {
    float[] x = outputs.values();
    float[] dx = outputs.gradient();
    int width = width(outputs);
    return switch (loss) {
      case SOFTMAX_CROSS_ENTROPY ->
          kernels
              .rows()
              .softmaxCrossEntropy(
                  x, from * width, targets, first, dx, from * width, count, width, share, before);
      case MEAN_SQUARED_ERROR -> squaredError(x, targets, first, dx, from, count, share, before);
      case BINARY_CROSS_ENTROPY -> crossEntropy(x, targets, first, dx, from, count, share, before);
    };
  }

  /** With d = x - t: loss d * d, gradient 2 * d * share. */
  private static double squaredError(
      float[] x,
      float[] targets,
      int first,
      float[] dx,
      int from,
      int count,
      float share,
      double before) {
    double sum = before;
    for (int i = from; i < from + count; i++) {
      float target = targets[first + i - from];
      float distance = x[i] - target;
      dx[i] = 2f * distance * share;
      sum += distance * distance;
    }
    return sum;
  }

  /**
   * Of the sigmoid, from its argument: loss max(x, 0) - x * t + log(1 + e^-|x|), gradient
   * (sigmoid(x) - t) * share.
   */
  private static double crossEntropy(
      float[] x,
      float[] targets,
      int first,
      float[] dx,
      int from,
      int count,
      float share,
      double before) {
    double sum = before;
    for (int i = from; i < from + count; i++) {
      float target = targets[first + i - from];
      float rest = Transcendental.log(1f + Transcendental.exp(-Math.abs(x[i])));
      float positive = x[i] > 0f ? x[i] : 0f;
      dx[i] = (Transcendental.sigmoid(x[i]) - target) * share;
      sum += positive - x[i] * target + rest;
    }
    return sum;
  }

  /**
   * The class that an answer names: the greatest output, of equals the first; under a sigmoid 1
   * where the output is above zero; of a number the nearest whole one.
   */
  int predicted(Signal outputs, int answer) {
    float[] values = outputs.values();
    return switch (loss) {
      case SOFTMAX_CROSS_ENTROPY -> greatest(values, answer * outputs.width(), outputs.width());
      case MEAN_SQUARED_ERROR -> Math.round(values[answer]);
      case BINARY_CROSS_ENTROPY -> values[answer] > 0f ? 1 : 0;
    };
  }

  private static int greatest(float[] values, int from, int width) {
    int best = 0;
    for (int j = 1; j < width; j++) if (values[from + j] > values[from + best]) best = j;
    return best;
  }

  /** The probability of each class that an answer gives; empty where it is a number. */
  float[] probabilities(Signal outputs, int answer) {
    int width = width(outputs);
    return switch (loss) {
      case SOFTMAX_CROSS_ENTROPY -> {
        float[] into = new float[width];
        kernels.rows().softmax(outputs.values(), answer * width, into, 0, 1, width, width, 0);
        yield into;
      }
      case MEAN_SQUARED_ERROR -> new float[0];
      case BINARY_CROSS_ENTROPY -> {
        float yes = Transcendental.sigmoid(outputs.values()[answer]);
        yield new float[] {1f - yes, yes};
      }
    };
  }
}
