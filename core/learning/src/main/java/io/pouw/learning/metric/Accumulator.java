package io.pouw.learning.metric;

import io.pouw.learning.spec.Loss;

/**
 * Takes scores with their targets batch by batch. Sums run as doubles in the order of the rows, so
 * the same rows give the same bits however they are cut into batches. For one thread.
 */
public sealed interface Accumulator
    permits ClassificationMetrics, LanguageMetrics, RegressionMetrics, BinaryMetrics {
  /** Of how many classes one may be the right one, where there are more of them than this. */
  int TOP = 3;

  /**
   * What suits a loss.
   *
   * @param width scores of one target
   * @param targets of one row; over 1 under softmax: positions of a text
   */
  static Accumulator of(Loss loss, int width, int targets) {
    return switch (loss) {
      case SOFTMAX_CROSS_ENTROPY ->
          targets > 1
              ? new LanguageMetrics(width, targets)
              : new ClassificationMetrics(width, width > TOP ? TOP : 1);
      case MEAN_SQUARED_ERROR -> new RegressionMetrics(targets);
      case BINARY_CROSS_ENTROPY -> new BinaryMetrics(targets);
    };
  }

  /**
   * Adds rows.
   *
   * @param scores the model's outputs, row by row from 0 on
   * @param targets the targets, row by row from 0 on
   * @throws IllegalArgumentException if a target is none of this task, or an array too short
   */
  void add(float[] scores, float[] targets, int rows);

  /**
   * The figures over all rows so far.
   *
   * @throws IllegalStateException if there is none
   */
  MetricReport report();
}
