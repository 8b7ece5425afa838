package io.pouw.learning.aggregation;

import java.util.List;

/**
 * {@link AggregationSpec.Median}: the middle value; of an even number the mean of the two, as
 * {@code (float) ((a + b) / 2)} in double.
 */
record MedianRule(AggregationSpec.Median spec) implements Aggregator {
  @Override
  public void aggregate(List<float[]> updates, AggregationRound round, float[] into) {
    round.check(spec, updates, into);
    of(updates, into);
  }

  static void of(List<float[]> updates, float[] into) {
    Columns.reduce(updates, MedianRule::middle, into);
  }

  private static void middle(float[][] sorted, int from, int count, float[] into) {
    float[] low = sorted[(sorted.length - 1) / 2];
    float[] high = sorted[sorted.length / 2];
    for (int k = 0; k < count; k++) into[from + k] = (float) (((double) low[k] + high[k]) / 2);
  }
}
