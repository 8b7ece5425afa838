package io.pouw.management.payout;

/**
 * A step of one payment, kept only if the payment is still as it was.
 *
 * @param to the next status
 * @param dueMs before which nothing is tried again
 * @param reason of a failure or refusal, or empty
 * @param fee that came on top
 * @param seen the block that holds the present transfer, or empty
 * @param dead whether the present transfer can never pay
 * @param event for the audit trail
 * @param detail likewise
 */
record PaymentChange(
    StoredPayment before,
    PayoutStatus to,
    long dueMs,
    String reason,
    long fee,
    String seen,
    boolean dead,
    String event,
    String detail) {
  PaymentChange {
    if (!before.status().next().contains(to))
      throw new IllegalStateException(
          "payment " + before.id() + " may not go from " + before.status() + " to " + to);
  }

  /** No failure, no cost. */
  static PaymentChange to(
      PayoutStatus to, StoredPayment before, long dueMs, String seen, String event, String detail) {
    return new PaymentChange(before, to, dueMs, "", 0, seen, false, event, detail);
  }
}
