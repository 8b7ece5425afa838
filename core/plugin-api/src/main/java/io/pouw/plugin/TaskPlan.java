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
 */
public record TaskPlan(
    int rounds, int slots, int checkpointRounds, long unitWeight, long minScorePpm)
    implements Encodable {
  public static final int MAX_ROUNDS = 1_000_000;
  public static final int MAX_SLOTS = 4_096;
  public static final long MAX_UNIT_WEIGHT = 1L << 50;

  public TaskPlan {
    within("rounds", rounds, 1, MAX_ROUNDS);
    within("slots", slots, 1, MAX_SLOTS);
    within("checkpoint rounds", checkpointRounds, 1, rounds);
    within("unit weight", unitWeight, 1, MAX_UNIT_WEIGHT);
    within("minimum score (ppm)", minScorePpm, 0, 1_000_000);
  }

  private static void within(String what, long value, long low, long high) {
    if (value < low || value > high)
      throw new IllegalArgumentException(
          what + " is " + value + ", expected " + low + " to " + high);
  }

  public static TaskPlan decode(Decoder in) {
    try {
      return new TaskPlan(in.u32(), in.u32(), in.u32(), in.u63(), in.u63());
    } catch (IllegalArgumentException e) {
      throw in.error(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void encode(Encoder out) {
    out.u32(rounds).u32(slots).u32(checkpointRounds).i64(unitWeight).i64(minScorePpm);
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
