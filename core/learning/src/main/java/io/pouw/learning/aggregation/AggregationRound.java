package io.pouw.learning.aggregation;

import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Optional;

/**
 * What a rule may know besides the updates.
 *
 * @param seed the task's effective seed: with the round it decides the buckets
 * @param round from 0
 * @param memory what the rule carries from round to round, all zeros before round 0; replaced in
 *     place
 * @param root an update that the task's owner computed on data he trusts, for {@link
 *     AggregationSpec.FlTrust}
 */
public record AggregationRound(Hash seed, long round, float[] memory, Optional<float[]> root) {
  /** A round of a rule that needs neither memory nor root. */
  public static AggregationRound of(Hash seed, long round) {
    return new AggregationRound(seed, round, new float[0], Optional.empty());
  }

  /** Refuses what no rule can work with. */
  void check(AggregationSpec spec, List<float[]> updates, float[] into) {
    spec.problem(updates.size())
        .ifPresent(problem -> {
          throw new IllegalArgumentException(problem);
        });
    for (float[] update : updates)
      if (update.length != into.length)
        throw new IllegalArgumentException(
            "an update has %d values, expected %d".formatted(update.length, into.length));
    int needed = spec.memory(into.length);
    if (memory.length != needed)
      throw new IllegalArgumentException(
          "%s carries %d values from round to round, not %d"
              .formatted(spec.type(), needed, memory.length));
  }
}
