package io.pouw.plugin;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * How a task is cut into units; a function of its spec and its training data alone.
 *
 * @param rounds rounds of the whole task, 1 to 1,000,000
 * @param slots units of a round, 1 to 4,096
 * @param checkpointRounds rounds between checkpoints on the chain, 1 to {@code rounds}
 * @param unitWeight weight of each unit in floating-point operations, positive; all units of a task
 *     weigh the same
 * @param minScorePpm score under which the task counts as failed, in parts per million
 * @param regime what can be proved of the work
 * @param leastUpdates updates without which a round cannot close: all slots if verified; if
 *     federated more than half of them, so that a round goes on without workers that are away
 */
public record TaskPlan(
    int rounds,
    int slots,
    int checkpointRounds,
    long unitWeight,
    long minScorePpm,
    Regime regime,
    int leastUpdates)
    implements Encodable {
  /** Stands in the encoding where a verified task has its weight, which is never 0. */
  private static final long FEDERATED_MARK = 0;

  public static final int MAX_ROUNDS = 1_000_000;
  public static final int MAX_SLOTS = 4_096;
  public static final long MAX_UNIT_WEIGHT = 1L << 50;

  public TaskPlan {
    within("rounds", rounds, 1, MAX_ROUNDS);
    within("slots", slots, 1, MAX_SLOTS);
    within("checkpoint rounds", checkpointRounds, 1, rounds);
    within("unit weight", unitWeight, 1, MAX_UNIT_WEIGHT);
    within("minimum score (ppm)", minScorePpm, 0, 1_000_000);
    int least = regime == Regime.VERIFIED ? slots : slots / 2 + 1;
    within("updates to close a round", leastUpdates, least, slots);
  }

  /** The plan of a verified task. */
  public TaskPlan(int rounds, int slots, int checkpointRounds, long unitWeight, long minScorePpm) {
    this(rounds, slots, checkpointRounds, unitWeight, minScorePpm, Regime.VERIFIED, slots);
  }

  private static void within(String what, long value, long low, long high) {
    if (value < low || value > high)
      throw new IllegalArgumentException(
          what + " is " + value + ", expected " + low + " to " + high);
  }

  public static TaskPlan decode(Decoder in) {
    try {
      int rounds = in.u32();
      int slots = in.u32();
      int checkpointRounds = in.u32();
      long weight = in.u63();
      if (weight != FEDERATED_MARK)
        return new TaskPlan(rounds, slots, checkpointRounds, weight, in.u63());
      return new TaskPlan(
          rounds, slots, checkpointRounds, in.u63(), in.u63(), Regime.FEDERATED, in.u32());
    } catch (IllegalArgumentException e) {
      throw in.error(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void encode(Encoder out) {
    out.u32(rounds).u32(slots).u32(checkpointRounds);
    if (isFederated()) out.i64(FEDERATED_MARK);
    out.i64(unitWeight).i64(minScorePpm);
    if (isFederated()) out.u32(leastUpdates);
  }

  public boolean isFederated() {
    return regime == Regime.FEDERATED;
  }

  /** Number of checkpoints, the last of which may be shorter. */
  public int checkpoints() {
    return (rounds + checkpointRounds - 1) / checkpointRounds;
  }

  /** First round of a checkpoint, counted from 0. */
  public int fromRound(int checkpoint) {
    return checkpoint * checkpointRounds;
  }

  /** The round after the last one of a checkpoint. */
  public int toRound(int checkpoint) {
    return Math.min(rounds, (checkpoint + 1) * checkpointRounds);
  }
}
