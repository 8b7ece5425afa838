package io.pouw.management.payout;

import java.util.EnumSet;
import java.util.Set;

/** Where a request, or the payment that it became part of, stands. */
public enum PayoutStatus {
  /** Waits for a batch. */
  REQUESTED,
  /** Waits for somebody's approval. */
  HELD,
  /** Somebody declined it; it is never paid. */
  REFUSED,
  /** In a batch, not signed yet. */
  BATCHED,
  /** Signed; the bytes are kept, and may have been sent. */
  SIGNED,
  /** The network has it. */
  BROADCAST,
  /** Paid, for good. */
  CONFIRMED,
  /** Its last transfer is dead for good; waits for the next try. */
  RETRIED,
  /** Given up; somebody has to look. */
  FAILED;

  /** Payments that are neither paid nor given up. */
  public static final Set<PayoutStatus> OPEN_PAYMENTS = Set.of(BATCHED, SIGNED, BROADCAST, RETRIED);

  /** What may follow. */
  public Set<PayoutStatus> next() {
    return switch (this) {
      case REQUESTED -> EnumSet.of(HELD, BATCHED);
      case HELD -> EnumSet.of(REQUESTED, REFUSED);
      case BATCHED -> EnumSet.of(SIGNED);
      case SIGNED -> EnumSet.of(SIGNED, BROADCAST, CONFIRMED, RETRIED, FAILED);
      case BROADCAST -> EnumSet.of(BROADCAST, CONFIRMED, RETRIED, FAILED);
      case RETRIED -> EnumSet.of(SIGNED, FAILED);
      case FAILED -> EnumSet.of(RETRIED);
      case REFUSED, CONFIRMED -> EnumSet.noneOf(PayoutStatus.class);
    };
  }
}
