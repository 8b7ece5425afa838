package io.pouw.learning.aggregation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@link AggregationSpec.CentredClipping}: every step adds to the centre v the mean of {@code (x -
 * v) * min(1, radius / |x - v|)}. The memory is the centre. A median of distances is the lower one
 * of an even number.
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

  static void clip(List<float[]> updates, Optional<Float> fixed, float[] centre) {
    double[] distances = new double[updates.size()];
    for (int i = 0; i < distances.length; i++)
      distances[i] = Math.sqrt(Distances.squared(updates.get(i), centre));
    double radius = fixed.isPresent() ? fixed.get() : median(distances);
    double[] weights = new double[distances.length];
    for (int i = 0; i < weights.length; i++)
      weights[i] = distances[i] > radius ? radius / distances[i] : 1;
    Combination.moveCentre(updates, weights, centre);
  }

  private static double median(double[] distances) {
    double[] sorted = distances.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }
}
