package io.pouw.management.poot;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the scores of a period lie, in parts per million.
 *
 * @param median the lower one of two
 * @param verdicts how many there are of each; those that no score has are left out
 */
public record ScoreSpread(int least, int median, int greatest, Map<Verdict, Long> verdicts) {
  public ScoreSpread {
    verdicts = Map.copyOf(verdicts);
  }

  /** Of scores in increasing order; empty if there are none. */
  static Optional<ScoreSpread> of(List<Integer> sorted, Map<Verdict, Long> verdicts) {
    return sorted.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ScoreSpread(
                sorted.getFirst(),
                sorted.get((sorted.size() - 1) / 2),
                sorted.getLast(),
                verdicts));
  }
}
