package io.pouw.learning.aggregation;

import java.util.List;

/**
 * {@link AggregationSpec.GeometricMedian}: every step replaces the point z by the mean of the
 * updates, each weighted by {@code 1 / max(smoothing, distance to z)}. The first z is the
 * coordinate-wise median, where the paper takes the mean: from a mean that one worker can move
 * anywhere, a fixed number of steps does not come back.
 */
record GeometricMedianRule(AggregationSpec.GeometricMedian spec) implements Aggregator {
  @Override
  public void aggregate(List<float[]> updates, AggregationRound round, float[] into) {
    round.check(spec, updates, into);
    MedianRule.of(updates, into);
    double[] weights = new double[updates.size()];
    for (int step = 0; step < spec.iterations(); step++) {
      double total = 0;
      for (int i = 0; i < weights.length; i++) {
        double distance = Math.sqrt(Distances.squared(updates.get(i), into));
        weights[i] = 1 / Math.max(spec.smoothing(), distance);
        total += weights[i];
      }
      Combination.of(updates, weights, total, into);
    }
  }
}
