package io.pouw.learning.metric;

/**
 * Takes scores with their targets batch by batch. Sums run as doubles in the order of the rows, so
 * the same rows give the same bits however they are cut into batches. For one thread.
 */
public sealed interface Accumulator
    permits ClassificationMetrics, LanguageMetrics, RegressionMetrics, BinaryMetrics {
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
