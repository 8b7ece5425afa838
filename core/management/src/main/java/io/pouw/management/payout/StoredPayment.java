package io.pouw.management.payout;

/**
 * A payment as it is kept.
 *
 * @param reference of its oldest request
 * @param attempt transfers that were signed for it
 * @param dueMs before which nothing is tried again
 * @param feeEstimate its part of the batch's estimate
 * @param fee what its transfers have cost so far
 */
public record StoredPayment(
    long id,
    long batch,
    String rail,
    String reference,
    String account,
    long amount,
    PayoutStatus status,
    int attempt,
    long dueMs,
    long feeEstimate,
    long fee,
    String reason) {
  /** What the rail knows the next, or the present, transfer by. */
  String transferReference(int attempt) {
    return reference + "#" + attempt;
  }
}
