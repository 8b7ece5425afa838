package io.pouw.management.poot;

import java.util.Collection;

/** What the other nodes' votes make of a score. */
public enum Verdict {
  /** Too few votes yet. It counts until it is rejected. */
  OPEN,
  ACCEPTED,
  /** It does not count any more. */
  REJECTED;

  /** Votes without which nothing is decided. */
  public static final int LEAST_VOTES = 3;

  /** Of the votes that have to accept. */
  public static final int ACCEPT_PERCENT = 60;

  /** The verdict of these votes, of which each reviewer has one. */
  public static Verdict of(Collection<ScoreVote> votes) {
    long all = votes.size();
    if (all < LEAST_VOTES) return OPEN;
    long accepting = votes.stream().filter(ScoreVote::accepts).count();
    return accepting * 100 >= all * ACCEPT_PERCENT ? ACCEPTED : REJECTED;
  }
}
