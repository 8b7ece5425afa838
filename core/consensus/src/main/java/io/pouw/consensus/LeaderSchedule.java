package io.pouw.consensus;

import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;

/**
 * Who leads which view: drawn by the hash of seed and view with a chance proportional to stake, the
 * same at every node, unknown before the seed is. The draw maps 64 bits of the hash to a point in
 * the total stake, so a validator's chance is off by at most {@code total stake / 2^64}. Immutable.
 */
public final class LeaderSchedule {
  private final ValidatorSet validators;
  private final Hash seed;

  public LeaderSchedule(ValidatorSet validators, Hash seed) {
    this.validators = validators;
    this.seed = seed;
  }

  /** The index of the leader of a view. */
  public int leaderIndex(long view) {
    Hash draw = Hash.of(Domain.LEADER, new Encoder(40).hash(seed).i64(view).toBytes());
    long point = Math.unsignedMultiplyHigh(draw.toLong(), validators.totalStake());
    for (int i = 0; ; i++) {
      point -= validators.get(i).stake();
      if (point < 0) return i;
    }
  }

  public Validator leader(long view) {
    return validators.get(leaderIndex(view));
  }
}
