package io.pouw.consensus;

import io.pouw.primitives.EpochViews;
import io.pouw.primitives.Hash;

/**
 * A run of heights that one set of validators decides, and a range of views that no other epoch
 * has: those of epoch {@code e} lie strictly between {@code e << 32} and {@code (e + 1) << 32}. So
 * a view says which epoch, and by that which validators, a vote speaks of, and it does not matter
 * in which view the former epoch's last block became final. Immutable.
 *
 * <p>The last block of an epoch, its <em>closing block</em>, decides who validates the next; until
 * it is final nothing is built on it, and it is proposed again instead.
 */
public final class Epoch {
  private final long number;
  private final ValidatorSet validators;
  private final LeaderSchedule leaders;
  private final long firstHeight;
  private final long lastHeight;

  /**
   * An epoch.
   *
   * @param number from 0 to 2^31 - 1
   * @param validators who votes in it
   * @param seed from which its leaders are drawn: the beacon of the former epoch's closing block
   * @param firstHeight the height of its first block, at least 1
   * @param lastHeight the height of its closing block
   */
  public Epoch(long number, ValidatorSet validators, Hash seed, long firstHeight, long lastHeight) {
    if (number < 0 || number > EpochViews.MAX_EPOCH)
      throw new IllegalArgumentException(
          "epoch " + number + ", expected 0 to " + EpochViews.MAX_EPOCH);
    if (firstHeight < 1 || lastHeight < firstHeight)
      throw new IllegalArgumentException(
          "an epoch of heights %d to %d, expected 1 <= first <= last"
              .formatted(firstHeight, lastHeight));
    this.number = number;
    this.validators = validators;
    this.leaders = new LeaderSchedule(validators, seed);
    this.firstHeight = firstHeight;
    this.lastHeight = lastHeight;
  }

  /** The one epoch of a chain whose validators never change. */
  public static Epoch endless(ValidatorSet validators, Hash seed) {
    return new Epoch(0, validators, seed, 1, Long.MAX_VALUE);
  }

  /** The number of the epoch that a view belongs to. */
  public static long ofView(long view) {
    return EpochViews.epochOf(view);
  }

  /** The number just below the first view of an epoch. */
  public static long baseView(long number) {
    return EpochViews.base(number);
  }

  public long number() {
    return number;
  }

  public ValidatorSet validators() {
    return validators;
  }

  public LeaderSchedule leaders() {
    return leaders;
  }

  public long firstHeight() {
    return firstHeight;
  }

  public long lastHeight() {
    return lastHeight;
  }

  /** The number just below the first view. */
  public long baseView() {
    return baseView(number);
  }

  /** Whether a view is one of this epoch. */
  public boolean holds(long view) {
    return ofView(view) == number;
  }

  /** Whether this block is the last of the epoch. */
  public boolean isClosedBy(Candidate block) {
    return block.height() == lastHeight;
  }

  @Override
  public String toString() {
    return "epoch %d of heights %d to %d, %s"
        .formatted(number, firstHeight, lastHeight, validators);
  }
}
