package io.pouw.consensus;

import io.pouw.primitives.Hash;
import io.pouw.primitives.LeaderDraw;
import org.jspecify.annotations.Nullable;

/**
 * Who leads which view of an epoch, by {@link LeaderDraw}. Immutable but for the last draw, which
 * is kept because everybody asks for the same view many times; any thread may ask.
 */
public final class LeaderSchedule {
  private final ValidatorSet validators;
  private final Hash seed;
  private @Nullable Drawn last;

  /** All its fields are final, so whoever sees it sees the whole of it. */
  private record Drawn(long view, int leader) {}

  public LeaderSchedule(ValidatorSet validators, Hash seed) {
    this.validators = validators;
    this.seed = seed;
  }

  /** The index of the leader of a view. */
  public int leaderIndex(long view) {
    Drawn known = last;
    if (known != null && known.view() == view) return known.leader();
    int leader =
        LeaderDraw.index(
            seed, view, validators.totalStake(), index -> validators.get(index).stake());
    last = new Drawn(view, leader);
    return leader;
  }

  public Validator leader(long view) {
    return validators.get(leaderIndex(view));
  }
}
