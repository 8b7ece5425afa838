package io.pouw.management.payout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of the open requests go out together: those of one account as one payment, the longest
 * waiting first.
 *
 * @param payments in the order of their oldest request
 * @param postponed accounts that have to wait
 * @param toHold references that somebody has to approve first
 */
public record BatchPlan(List<Payment> payments, List<Postponed> postponed, List<String> toHold) {

  /** One transfer. {@code references}: the requests that it pays, oldest first. */
  public record Payment(String account, long amount, List<String> references) {}

  /** An account that is not paid now, and why. */
  public record Postponed(String account, long amount, String reason) {}

  /**
   * A request that waits.
   *
   * @param approved whether somebody approved it
   */
  public record Open(String reference, String account, long amount, boolean approved) {}

  /**
   * Plans a batch.
   *
   * @param open oldest first
   * @param spentToday of the daily limit
   * @param available what there is to pay out
   */
  public static BatchPlan of(List<Open> open, long spentToday, long available, PayoutRules rules) {
    Map<String, List<Open>> byAccount = new LinkedHashMap<>();
    for (Open each : open)
      byAccount.computeIfAbsent(each.account(), account -> new ArrayList<>()).add(each);
    var plan = new Draft(rules, Math.max(0, rules.dailyLimit() - spentToday), available);
    byAccount.forEach(plan::add);
    return new BatchPlan(
        List.copyOf(plan.payments), List.copyOf(plan.postponed), List.copyOf(plan.toHold));
  }

  public long total() {
    return payments.stream().mapToLong(Payment::amount).reduce(0, Math::addExact);
  }

  private static final class Draft {
    private final PayoutRules rules;
    private final List<Payment> payments = new ArrayList<>();
    private final List<Postponed> postponed = new ArrayList<>();
    private final List<String> toHold = new ArrayList<>();
    private long leftToday;
    private long leftToPay;

    Draft(PayoutRules rules, long leftToday, long leftToPay) {
      this.rules = rules;
      this.leftToday = leftToday;
      this.leftToPay = leftToPay;
    }

    void add(String account, List<Open> requests) {
      long amount = sum(requests);
      List<Open> unapproved = requests.stream().filter(each -> !each.approved()).toList();
      // The sum counts: many small requests must not go round the approval of a large one.
      if (sum(unapproved) > rules.approvalAbove()) {
        unapproved.forEach(each -> toHold.add(each.reference()));
        postponed.add(new Postponed(account, amount, "awaits approval"));
        return;
      }
      String reason = obstacle(amount);
      if (!reason.isEmpty()) {
        postponed.add(new Postponed(account, amount, reason));
        return;
      }
      leftToday -= amount;
      leftToPay -= amount;
      payments.add(new Payment(account, amount, requests.stream().map(Open::reference).toList()));
    }

    private String obstacle(long amount) {
      if (amount < rules.threshold()) return "below the threshold of " + rules.threshold();
      if (payments.size() >= rules.maxBatch()) return "the batch is full";
      if (amount > leftToday) return "over the daily limit of " + rules.dailyLimit();
      if (amount > leftToPay) return "not enough funds";
      return "";
    }

    private static long sum(List<Open> requests) {
      return requests.stream().mapToLong(Open::amount).reduce(0, Math::addExact);
    }
  }
}
