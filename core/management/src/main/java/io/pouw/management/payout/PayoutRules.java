package io.pouw.management.payout;

import java.time.Duration;

/**
 * How one rail is paid out on. Amounts in the rail's smallest unit.
 *
 * @param threshold least sum for one account; less waits for more
 * @param approvalAbove most for one account that nobody has to approve
 * @param dailyLimit most in one day (UTC)
 * @param maxBatch most payments in one batch
 * @param every from one batch to the next
 * @param maxFee most that a payment may be estimated to cost, in the fee's smallest unit
 * @param maxAttempts transfers that are signed for one payment before it is given up
 * @param firstDelay before the first retry; doubles with each one
 * @param longestDelay up to which it doubles
 */
public record PayoutRules(
    long threshold,
    long approvalAbove,
    long dailyLimit,
    int maxBatch,
    Duration every,
    long maxFee,
    int maxAttempts,
    Duration firstDelay,
    Duration longestDelay) {
  /** Without limits, at once: what a limit should be only the operator knows. */
  public static final PayoutRules DEFAULT =
      new PayoutRules(
          1,
          Long.MAX_VALUE,
          Long.MAX_VALUE,
          1_000,
          Duration.ofHours(1),
          Long.MAX_VALUE,
          5,
          Duration.ofSeconds(30),
          Duration.ofHours(1));

  static final int BATCH_LIMIT = 10_000;

  public PayoutRules {
    if (threshold < 1 || approvalAbove < 0 || dailyLimit < 0 || maxFee < 0)
      throw new IllegalArgumentException("a limit of payouts is negative, or the threshold is 0");
    if (maxBatch < 1 || maxBatch > BATCH_LIMIT)
      throw new IllegalArgumentException(
          "batches of " + maxBatch + " payments, expected 1 to " + BATCH_LIMIT);
    if (maxAttempts < 1)
      throw new IllegalArgumentException(maxAttempts + " attempts, expected 1 or more");
    if (every.isNegative() || firstDelay.isNegative() || longestDelay.compareTo(firstDelay) < 0)
      throw new IllegalArgumentException(
          "a delay of payouts is negative, or the longest is shorter");
  }

  /** How long to wait after so many attempts that failed. */
  Duration retryAfter(int attempts) {
    Duration delay = firstDelay;
    for (int i = 1; i < attempts && delay.compareTo(longestDelay) < 0; i++)
      delay = delay.multipliedBy(2);
    return delay.compareTo(longestDelay) > 0 ? longestDelay : delay;
  }
}
