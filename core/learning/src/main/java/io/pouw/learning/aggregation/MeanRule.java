package io.pouw.learning.aggregation;

import java.util.List;

/** {@link AggregationSpec.Mean}. */
record MeanRule(AggregationSpec.Mean spec) implements Aggregator {
  @Override
  public void aggregate(List<float[]> updates, AggregationRound round, float[] into) {
    round.check(spec, updates, into);
    Combination.mean(updates, into);
  }
}
