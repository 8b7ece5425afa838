package io.pouw.learning.aggregation;

import java.util.ArrayList;
import java.util.List;

/**
 * {@link AggregationSpec.Bulyan}. Krum chooses among those not yet chosen, each time by the
 * distances among them alone. Of the sorted values of a coordinate, that end is left off which is
 * farther from the median, of equals the greater; the rest is added from the smallest on.
 */
record BulyanRule(AggregationSpec.Bulyan spec) implements Aggregator {
  @Override
  public void aggregate(List<float[]> updates, AggregationRound round, float[] into) {
    round.check(spec, updates, into);
    List<float[]> chosen = choose(updates);
    int kept = chosen.size() - 2 * spec.byzantine();
    Columns.reduce(
        chosen, (sorted, from, count, to) -> middle(sorted, kept, from, count, to), into);
  }

  private List<float[]> choose(List<float[]> updates) {
    double[][] distances = Distances.pairs(updates);
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) left.add(i);
    List<float[]> chosen = new ArrayList<>();
    int count = updates.size() - 2 * spec.byzantine();
    while (chosen.size() < count) {
      double[] scores = KrumRule.scores(distances, left, spec.byzantine());
      int best = 0;
      for (int i = 1; i < scores.length; i++) if (scores[i] < scores[best]) best = i;
      chosen.add(updates.get(left.get(best)));
      left.subList(best, best + 1).clear();
    }
    return chosen;
  }

  private static void middle(float[][] sorted, int kept, int from, int count, float[] into) {
    for (int k = 0; k < count; k++) {
      int low = 0;
      int high = sorted.length - 1;
      double median = ((double) sorted[high / 2][k] + sorted[sorted.length / 2][k]) / 2;
      while (high - low >= kept) {
        if (sorted[high][k] - median >= median - sorted[low][k]) high--;
        else low++;
      }
      double sum = 0;
      for (int i = low; i <= high; i++) sum += sorted[i][k];
      into[from + k] = (float) (sum / kept);
    }
  }
}
