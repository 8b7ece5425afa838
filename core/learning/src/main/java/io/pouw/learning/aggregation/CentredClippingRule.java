package io.pouw.learning.aggregation;

import java.util.List;

/**
 * {@link AggregationSpec.CentredClipping}: every step adds to the centre v the mean of {@code (x -
 * v) * min(1, radius / |x - v|)}. The memory is the centre.
 */
record CentredClippingRule(AggregationSpec.CentredClipping spec) implements Aggregator {
  @Override
  public int memory(int d) {
    return d;
  }

  @Override
  public void aggregate(List<float[]> updates, AggregationRound round, float[] into) {
    round.check(spec, updates, into);
    float[] centre = round.memory();
    for (int step = 0; step < spec.iterations(); step++) clip(updates, spec.radius(), centre);
    System.arraycopy(centre, 0, into, 0, into.length);
  }

  static void clip(List<float[]> updates, float radius, float[] centre) {
    double[] weights = new double[updates.size()];
    for (int i = 0; i < weights.length; i++) {
      double distance = Math.sqrt(Distances.squared(updates.get(i), centre));
      weights[i] = distance > radius ? radius / distance : 1;
    }
    Combination.moveCentre(updates, weights, centre);
  }
}
