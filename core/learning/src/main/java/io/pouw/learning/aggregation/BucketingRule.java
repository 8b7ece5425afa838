package io.pouw.learning.aggregation;

import io.pouw.learning.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link AggregationSpec.Bucketing}: the updates in the order of the seed's permutation for
 * "bucketing" and the round, cut into buckets; the last may be smaller.
 */
record BucketingRule(AggregationSpec.Bucketing spec) implements Aggregator {
  @Override
  public int memory(int d) {
    return spec.memory(d);
  }

  @Override
  public void aggregate(List<float[]> updates, AggregationRound round, float[] into) {
    round.check(spec, updates, into);
    int[] order =
        RandomStream.of(round.seed(), "bucketing", round.round()).nextPermutation(updates.size());
    List<float[]> means = new ArrayList<>();
    for (int from = 0; from < order.length; from += spec.size()) {
      List<float[]> bucket = new ArrayList<>();
      for (int i = from; i < Math.min(from + spec.size(), order.length); i++)
        bucket.add(updates.get(order[i]));
      float[] mean = new float[into.length];
      Combination.mean(bucket, mean);
      means.add(mean);
    }
    spec.rule().aggregator().aggregate(means, round, into);
  }
}
