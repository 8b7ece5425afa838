package io.pouw.learning.metric;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Figures of a regression over all outputs: root of the mean squared error, mean absolute error.
 */
public final class RegressionMetrics implements Accumulator {
  private final int outputs;
  private long values;
  private double squares;
  private double differences;

  /**
   * @param outputs values of one row
   */
  public RegressionMetrics(int outputs) {
    this.outputs = outputs;
  }

  @Override
  public void add(float[] scores, float[] targets, int rows) {
    for (int i = 0; i < rows * outputs; i++) {
      double difference = (double) scores[i] - targets[i];
      squares = Math.fma(difference, difference, squares);
      differences += Math.abs(difference);
    }
    values += (long) rows * outputs;
  }

  @Override
  public MetricReport report() {
    if (values == 0) throw new IllegalStateException("there is no value to report on");
    SequencedMap<String, Double> report = new LinkedHashMap<>();
    report.put("rmse", Math.sqrt(squares / values));
    report.put("mae", differences / values);
    report.put("mse", squares / values);
    return new MetricReport(MetricReport.Kind.REGRESSION, report);
  }
}
