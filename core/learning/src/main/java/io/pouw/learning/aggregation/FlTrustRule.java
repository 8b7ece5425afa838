package io.pouw.learning.aggregation;

import java.util.List;

/**
 * {@link AggregationSpec.FlTrust}. An update of length 0 has no direction and no weight; where no
 * update is trusted, the round's result is the root update.
 */
record FlTrustRule(AggregationSpec.FlTrust spec) implements Aggregator {
  @Override
  public void aggregate(List<float[]> updates, AggregationRound round, float[] into) {
    round.check(spec, updates, into);
    float[] root =
        round.root().orElseThrow(() -> new IllegalArgumentException("fltrust needs a root update"));
    if (root.length != into.length)
      throw new IllegalArgumentException(
          "the root update has %d values, expected %d".formatted(root.length, into.length));
    double rootNorm = Distances.norm(root);
    double[] weights = new double[updates.size()];
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      double norm = Distances.norm(updates.get(i));
      if (norm == 0 || rootNorm == 0) continue;
      double trust = Math.max(0, Distances.dot(updates.get(i), root) / norm / rootNorm);
      weights[i] = trust * (rootNorm / norm);
      total += trust;
    }
    if (total > 0) Combination.of(updates, weights, total, into);
    else System.arraycopy(root, 0, into, 0, into.length);
  }
}
