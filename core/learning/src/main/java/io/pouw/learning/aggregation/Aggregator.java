package io.pouw.learning.aggregation;

import java.util.List;

/**
 * Makes one update of those of a round. The same updates in the same order, memory, seed and round
 * give the same bits on every machine: sums are in double, in the stated order, and rounded once to
 * float. Stateless and thread-safe; what goes from round to round is in the context's memory.
 */
public sealed interface Aggregator
    permits BucketingRule,
        BulyanRule,
        CentredClippingRule,
        FlTrustRule,
        GeometricMedianRule,
        KrumRule,
        MeanRule,
        MedianRule,
        NormClippingRule,
        TrimmedMeanRule {
  /** Floats that are carried from one round to the next, for updates of d floats; 0 for most. */
  default int memory(int d) {
    return 0;
  }

  /**
   * Aggregates a round.
   *
   * @param updates at least one, each of {@code into.length} finite floats ({@link Screening} sees
   *     to that); not changed
   * @param round the memory in it is read and replaced
   * @param into receives the result; none of the updates
   * @throws IllegalArgumentException if there are fewer updates than the rule's bound on Byzantine
   *     workers asks for, or sizes differ
   */
  void aggregate(List<float[]> updates, AggregationRound round, float[] into);
}
