package io.pouw.learning;

/**
 * How a model does on data, in a few numbers.
 *
 * <p>Under mean squared error there is no right or wrong: then {@code correct} of {@code total} is
 * the coefficient of determination in parts per million, rounded down: 1 less the share of the
 * targets' variance that the model leaves, 0 where it is worse than their mean.
 *
 * @param correct answers that are right
 * @param total answers: rows, or positions of all rows; {@value #WHOLE} for a regression
 * @param meanLoss losses added up as doubles in the order of the answers, over their number
 */
public record Evaluation(int correct, int total, double meanLoss) {
  /** All of a variance, in parts per million. */
  static final int WHOLE = 1_000_000;

  public double accuracy() {
    return (double) correct / total;
  }
}
