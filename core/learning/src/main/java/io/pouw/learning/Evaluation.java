package io.pouw.learning;

/**
 * How a model does on data.
 *
 * @param correct rows whose label it predicts
 * @param total rows
 * @param meanLoss losses added up as doubles in the order of the rows, over their number
 */
public record Evaluation(int correct, int total, double meanLoss) {
  public double accuracy() {
    return (double) correct / total;
  }
}
