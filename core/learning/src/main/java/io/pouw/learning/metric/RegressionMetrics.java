package io.pouw.learning.metric;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Figures of a regression over all outputs: root of the mean squared error, mean absolute error,
 * mean squared error, coefficient of determination.
 */
public final class RegressionMetrics implements Accumulator {
  private final int outputs;
  private final double[] means;
  private long rows;
  private double squares;
  private double differences;
  private double variation;

  /**
   * @param outputs values of one row
   */
  public RegressionMetrics(int outputs) {
    this.outputs = outputs;
    this.means = new double[outputs];
  }

  @Override
  public void add(float[] scores, float[] targets, int count) {
    for (int row = 0; row < count; row++) {
      rows++;
      for (int j = 0; j < outputs; j++) {
        double target = targets[row * outputs + j];
        double difference = scores[row * outputs + j] - target;
        squares = Math.fma(difference, difference, squares);
        differences += Math.abs(difference);
        vary(j, target);
      }
    }
  }

  /** Mean and squared distances from it, row by row (B. Welford, 1962). */
  private void vary(int output, double target) {
    double before = target - means[output];
    means[output] += before / rows;
    variation = Math.fma(before, target - means[output], variation);
  }

  /**
   * The mean over all values.
   *
   * @throws IllegalStateException if there is none
   */
  public double meanSquaredError() {
    if (rows == 0) throw new IllegalStateException("there is no value to report on");
    return squares / (rows * outputs);
  }

  /**
   * 1 less the squared errors over the squared distances of the targets from their output's mean;
   * at most 1. Where the targets do not vary it is 1 without an error, else 0.
   */
  public double determination() {
    if (variation == 0) return squares == 0 ? 1 : 0;
    return 1 - squares / variation;
  }

  @Override
  public MetricReport report() {
    SequencedMap<String, Double> report = new LinkedHashMap<>();
    double mean = meanSquaredError();
    report.put("rmse", Math.sqrt(mean));
    report.put("mae", differences / (rows * outputs));
    report.put("mse", mean);
    report.put("r2", determination());
    return new MetricReport(MetricReport.Kind.REGRESSION, report);
  }
}
