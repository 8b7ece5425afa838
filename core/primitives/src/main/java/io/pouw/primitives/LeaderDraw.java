package io.pouw.primitives;

import java.util.function.IntToLongFunction;

/**
 * Who leads a view: drawn by the hash of seed and view with a chance proportional to stake, the
 * same for everybody, unknown before the seed is. The draw maps 64 bits of the hash to a point in
 * the total stake, so a validator's chance is off by at most {@code total stake / 2^64}.
 */
public final class LeaderDraw {
  private LeaderDraw() {}

  /**
   * The index of the leader.
   *
   * @param totalStake sum of all stakes, positive
   * @param stakeOf the stake of a validator by its index, from 0
   */
  public static int index(Hash seed, long view, long totalStake, IntToLongFunction stakeOf) {
    Hash draw = Hash.of(Domain.LEADER, new Encoder(40).hash(seed).i64(view).toBytes());
    long point = Math.unsignedMultiplyHigh(draw.toLong(), totalStake);
    for (int i = 0; ; i++) {
      point -= stakeOf.applyAsLong(i);
      if (point < 0) return i;
    }
  }
}
