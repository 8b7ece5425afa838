package io.pouw.security.audit;

import io.pouw.security.TokenBucket;
import java.time.Duration;
import java.util.Locale;

/**
 * The kinds of what is audited. Each has a rate of its own, so that a flood of one kind hides none
 * of another.
 */
public enum AuditAction {
  NODE_START(Rate.OWN),
  NODE_STOP(Rate.OWN),
  /** The node stops because it can no longer keep its promises, for instance with a full disk. */
  NODE_FATAL(Rate.OWN),
  /** A {@link io.pouw.security.SecurityAlert}. */
  SECURITY_ALERT(Rate.STRANGERS),
  /** A connection was turned away before it was one. */
  PEER_REFUSED(Rate.STRANGERS),
  PEER_BANNED(Rate.STRANGERS),
  /** A peer was disconnected for what it did. */
  PEER_DISCONNECT(Rate.STRANGERS),
  /** A call of the API by somebody who may not. */
  API_REFUSED(Rate.STRANGERS),
  /** A call that anybody may make and that changes something, such as a signed transaction. */
  API_CHANGE(Rate.STRANGERS),
  /** A call that has something done with this node's key, by somebody who may. */
  API_OPERATE(Rate.OWN),
  /** Proof of a validator's misbehaviour, brought by this node. */
  EVIDENCE_SUBMIT(Rate.OWN),
  /** This node's account registers as a validator, ends that, or comes back from jail. */
  VALIDATOR_SUBMIT(Rate.OWN),
  /** Stake of this node's account was slashed. */
  STAKE_SLASH(Rate.OWN),
  PAYOUT_REQUEST(Rate.OWN),
  /** A payout was approved, refused or tried again. */
  PAYOUT_DECIDE(Rate.OWN),
  /** A rail paid, or made a batch to pay. */
  PAYOUT_RUN(Rate.OWN),
  /** So many more of one kind, of which nothing else stands in the log. */
  AUDIT_MORE(Rate.OWN),
  /** The log ended within an entry, as after a power cut, and that end was cut off. */
  AUDIT_CUT(Rate.OWN),
  /** The log before this one was not whole and was put aside. */
  AUDIT_DAMAGED(Rate.OWN);

  /** How many entries of a kind there may be at once, and the time in which so many come back. */
  private enum Rate {
    /** What the node or its operator does: one a second. */
    OWN(256, Duration.ofSeconds(256)),
    /** What anybody may bring about: six a minute, so that nobody can crowd out the rest. */
    STRANGERS(32, Duration.ofSeconds(320));

    private final int burst;
    private final Duration refill;

    Rate(int burst, Duration refill) {
      this.burst = burst;
      this.refill = refill;
    }
  }

  private final Rate rate;
  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '.');

  AuditAction(Rate rate) {
    this.rate = rate;
  }

  TokenBucket budget(long nowNanos) {
    return new TokenBucket(rate.burst, rate.refill, nowNanos);
  }

  /** The name in the log, such as {@code peer.refused}. */
  public String label() {
    return label;
  }
}
