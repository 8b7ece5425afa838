package io.pouw.learning.federated;

import io.pouw.learning.data.Dataset;
import io.pouw.learning.random.RandomStream;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which rows belong to whom: the honest workers share them out in equal parts, of a random order or
 * of the order of the labels; an attacker has all of them (arXiv 2006.09365, section 6).
 */
final class Shards {
  private Shards() {}

  static List<int[]> of(Dataset data, TrialSettings settings, Hash seed) {
    int[] all = RandomStream.of(seed, "shards", 0).nextPermutation(data.rows());
    int[] order = settings.alike() ? all : byLabel(all, data);
    int size = order.length / settings.honest();
    if (size < settings.batch())
      throw new IllegalArgumentException(
          "%d rows make shards of %d, expected at least a batch of %d"
              .formatted(order.length, size, settings.batch()));
    List<int[]> shards = new ArrayList<>();
    for (int i = 0; i < settings.honest(); i++)
      shards.add(Arrays.copyOfRange(order, i * size, (i + 1) * size));
    for (int i = 0; i < settings.byzantine(); i++) shards.add(all);
    return shards;
  }

  /** The rows that the server trusts, for FLTrust: a hundred, or a batch if that is more. */
  static int[] trusted(Dataset data, TrialSettings settings, Hash seed) {
    int[] all = RandomStream.of(seed, "root", 0).nextPermutation(data.rows());
    return Arrays.copyOf(all, Math.min(all.length, Math.max(100, settings.batch())));
  }

  private static int[] byLabel(int[] rows, Dataset data) {
    return Arrays.stream(rows)
        .boxed()
        .sorted(Comparator.comparingInt(row -> label(data, row)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int label(Dataset data, int row) {
    float[] targets = new float[data.targets()];
    data.copyTargets(row, targets, 0);
    return (int) targets[0];
  }
}
