package io.pouw.learning.aggregation;

import java.util.Arrays;
import java.util.List;

/**
 * A rule for a fixed number of workers, with what comes before it: updates that are not finite are
 * left out and counted as the work of Byzantine workers, so that the rule for the rest allows for
 * fewer of them ({@link AggregationSpec#without}). Thread-safe.
 */
public final class RobustAggregation {
  private final AggregationSpec spec;
  private final int workers;

  /**
   * The rule for so many workers.
   *
   * @throws IllegalArgumentException if the rule does not hold for them
   */
  public RobustAggregation(AggregationSpec spec, int workers) {
    spec.problem(workers)
        .ifPresent(problem -> {
          throw new IllegalArgumentException(problem);
        });
    this.spec = spec;
    this.workers = workers;
  }

  /** Floats that are carried from round to round, for updates of d floats. */
  public int memory(int d) {
    return spec.memory(d);
  }

  /**
   * Aggregates a round. Where more updates are left out than the rule allows for Byzantine workers,
   * and too few remain for it, the result is all zeros and the memory stays as it was: a round that
   * cannot be trusted changes nothing.
   *
   * @param updates one of each worker, of {@code into.length} floats
   * @return which updates were kept, and why the others were not
   * @throws IllegalArgumentException if there are not as many as workers, or sizes differ
   */
  public Screening aggregate(List<float[]> updates, AggregationRound round, float[] into) {
    if (updates.size() != workers)
      throw new IllegalArgumentException(
          "a round has %d updates, not %d".formatted(workers, updates.size()));
    Screening screening = Screening.of(updates);
    AggregationSpec rule = spec.without(screening.dropped().size());
    if (rule.problem(screening.kept().size()).isEmpty())
      rule.aggregator().aggregate(screening.keep(updates), round, into);
    else Arrays.fill(into, 0);
    return screening;
  }
}
