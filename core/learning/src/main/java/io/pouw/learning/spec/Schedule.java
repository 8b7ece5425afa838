package io.pouw.learning.spec;

/**
 * The factor on the learning rate, round by round, computed in doubles by additions,
 * multiplications and divisions only, so that it is the same everywhere.
 *
 * @param warmupRounds rounds in which the factor rises evenly to its first value; 0 for none
 * @param course what it does from there on
 */
public record Schedule(int warmupRounds, Course course) {
  /** The factor of a round, counted from 0. */
  public double factor(int round) {
    return round < warmupRounds
        ? (round + 1.0) / (warmupRounds + 1.0) * course.factor(0)
        : course.factor(round - warmupRounds);
  }

  /** The factor after the warm-up. */
  public sealed interface Course {
    /**
     * @param round counted from the end of the warm-up
     */
    double factor(int round);
  }

  /** Always 1. */
  public record Constant() implements Course {
    @Override
    public double factor(int round) {
      return 1;
    }
  }

  /** Falls by {@code rate} every {@code rounds} rounds: with 1 round a decay, with more a stair. */
  public record Step(double rate, int rounds) implements Course {
    @Override
    public double factor(int round) {
      return Powers.power(rate, round / rounds);
    }
  }

  /**
   * Falls from 1 to {@code end} in {@code rounds} rounds along half a cosine and stays there (I.
   * Loshchilov, F. Hutter, "SGDR", 2016, equation 5, without restarts).
   */
  public record Cosine(int rounds, double end) implements Course {
    @Override
    public double factor(int round) {
      double way = Math.min(1, round / (double) rounds);
      return end + (1 - end) * 0.5 * (1 + Powers.cosineOfHalfTurns(way));
    }
  }
}
