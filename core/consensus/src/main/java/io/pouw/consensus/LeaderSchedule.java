package io.pouw.consensus;

import io.pouw.primitives.Hash;
import io.pouw.primitives.LeaderDraw;

/** Who leads which view of an epoch, by {@link LeaderDraw}. Immutable. */
public final class LeaderSchedule {
  private final ValidatorSet validators;
  private final Hash seed;

  public LeaderSchedule(ValidatorSet validators, Hash seed) {
    this.validators = validators;
    this.seed = seed;
  }

  /** The index of the leader of a view. */
  public int leaderIndex(long view) {
    return LeaderDraw.index(
        seed, view, validators.totalStake(), index -> validators.get(index).stake());
  }

  public Validator leader(long view) {
    return validators.get(leaderIndex(view));
  }
}
