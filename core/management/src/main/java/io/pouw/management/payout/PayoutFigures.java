package io.pouw.management.payout;

import java.util.Map;
import java.util.Set;

/**
 * How payouts on one rail stand. Amounts in the rail's smallest unit.
 *
 * @param tallies requests that are in no payment yet, and payments, by status; all statuses
 * @param spentToday what was put into batches on the day (UTC) and did not fail
 * @param retries transfers that died and were to be signed again, ever
 * @param failures payments that were given up, ever
 */
public record PayoutFigures(
    Map<PayoutStatus, Tally> tallies, long spentToday, long retries, long failures) {
  private static final Set<PayoutStatus> DECIDED =
      Set.of(PayoutStatus.CONFIRMED, PayoutStatus.FAILED, PayoutStatus.REFUSED);

  /** How many, and how much. */
  public record Tally(long count, long amount) {
    static final Tally NONE = new Tally(0, 0);
  }

  public PayoutFigures {
    tallies = Map.copyOf(tallies);
  }

  public Tally tally(PayoutStatus status) {
    return tallies.getOrDefault(status, Tally.NONE);
  }

  /** What is owed and neither paid, refused nor given up. */
  public long pending() {
    long sum = 0;
    for (PayoutStatus each : PayoutStatus.values())
      if (!DECIDED.contains(each)) sum += tally(each).amount();
    return sum;
  }

  public long paid() {
    return tally(PayoutStatus.CONFIRMED).amount();
  }
}
