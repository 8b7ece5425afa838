package io.pouw.learning.aggregation;

import java.util.List;

/** {@link AggregationSpec.TrimmedMean}: the kept values are added from the smallest on. */
record TrimmedMeanRule(AggregationSpec.TrimmedMean spec) implements Aggregator {
  @Override
  public void aggregate(List<float[]> updates, AggregationRound round, float[] into) {
    round.check(spec, updates, into);
    Columns.reduce(updates, this::meanOfMiddle, into);
  }

  private void meanOfMiddle(float[][] sorted, int from, int count, float[] into) {
    int end = sorted.length - spec.byzantine();
    double[] sums = new double[count];
    for (int i = spec.byzantine(); i < end; i++) {
      float[] row = sorted[i];
      for (int k = 0; k < count; k++) sums[k] += row[k];
    }
    double kept = end - spec.byzantine();
    for (int k = 0; k < count; k++) into[from + k] = (float) (sums[k] / kept);
  }
}
