package io.pouw.task.tribuo.spec;

/**
 * A task on a table.
 *
 * @param rounds 1 to 10,000
 * @param slots units of a round, 1 to 256
 * @param checkpointRounds rounds from checkpoint to checkpoint, at most {@code rounds}
 * @param minScore share of the test data, or other goodness from 0 to 1, that the model has to
 *     reach
 * @param seed the client's
 */
public record TribuoSpec(
    TaskKind kind,
    DataSpec data,
    Algorithm algorithm,
    int rounds,
    int slots,
    int checkpointRounds,
    double minScore,
    String seed) {
  public static final int MAX_ROUNDS = 10_000;
  public static final int MAX_SLOTS = 256;

  /**
   * Reads a specification.
   *
   * @throws io.pouw.learning.spec.SpecException with everything that is wrong with it
   */
  public static TribuoSpec parse(byte[] json) {
    return TribuoSpecReader.read(json);
  }
}
