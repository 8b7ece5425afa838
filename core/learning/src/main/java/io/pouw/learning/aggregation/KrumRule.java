package io.pouw.learning.aggregation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * {@link AggregationSpec.Krum}. A score is the sum of the smallest squared distances, added in
 * increasing order; of equal scores the earlier update is better. The selected are averaged in the
 * order in which they came.
 */
record KrumRule(AggregationSpec.Krum spec) implements Aggregator {
  @Override
  public void aggregate(List<float[]> updates, AggregationRound round, float[] into) {
    round.check(spec, updates, into);
    double[][] distances = Distances.pairs(updates);
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) all.add(i);
    double[] scores = scores(distances, all, spec.byzantine());
    List<Integer> best =
        all.stream()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .limit(spec.selected())
            .sorted()
            .toList();
    Combination.mean(best.stream().map(updates::get).toList(), into);
  }

  /** The scores of some updates among themselves, in the order of {@code among}. */
  static double[] scores(double[][] distances, List<Integer> among, int byzantine) {
    int nearest = Math.max(1, among.size() - byzantine - 2);
    double[] scores = new double[among.size()];
    double[] others = new double[Math.max(0, among.size() - 1)];
    for (int i = 0; i < scores.length; i++) {
      int count = 0;
      for (int j = 0; j < scores.length; j++)
        if (j != i) others[count++] = distances[among.get(i)][among.get(j)];
      Arrays.sort(others);
      for (int k = 0; k < Math.min(nearest, count); k++) scores[i] += others[k];
    }
    return scores;
  }
}
