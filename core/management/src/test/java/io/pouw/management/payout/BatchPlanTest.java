package io.pouw.management.payout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.management.payout.BatchPlan.Open;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchPlanTest {
  private static final long MUCH = Long.MAX_VALUE;

  private static PayoutRules rules(long threshold, long approvalAbove, long daily, int maxBatch) {
    return new PayoutRules(
        threshold,
        approvalAbove,
        daily,
        maxBatch,
        Duration.ZERO,
        MUCH,
        3,
        Duration.ofSeconds(30),
        Duration.ofMinutes(5));
  }

  private static Open open(String reference, String account, long amount) {
    return new Open(reference, account, amount, false);
  }

  @Test
  void requestsOfOneAccountBecomeOnePayment() {
    var plan =
        BatchPlan.of(
            List.of(open("1", "a", 5), open("2", "b", 7), open("3", "a", 6)),
            0,
            MUCH,
            rules(1, MUCH, MUCH, 10));
    assertEquals(
        List.of(
            new BatchPlan.Payment("a", 11, List.of("1", "3")),
            new BatchPlan.Payment("b", 7, List.of("2"))),
        plan.payments());
    assertEquals(18, plan.total());
  }

  @Test
  void anAccountBelowTheThresholdWaitsForMore() {
    var rules = rules(10, MUCH, MUCH, 10);
    var alone = BatchPlan.of(List.of(open("1", "a", 6)), 0, MUCH, rules);
    assertTrue(alone.payments().isEmpty());
    assertEquals("below the threshold of 10", alone.postponed().getFirst().reason());
    var together = BatchPlan.of(List.of(open("1", "a", 6), open("2", "a", 4)), 0, MUCH, rules);
    assertEquals(10, together.total());
  }

  @Test
  void manySmallRequestsDoNotGoRoundTheApprovalOfALargeOne() {
    var rules = rules(1, 10, MUCH, 10);
    var plan =
        BatchPlan.of(
            List.of(open("1", "a", 6), open("2", "a", 5), open("3", "b", 10)), 0, MUCH, rules);
    assertEquals(List.of("1", "2"), plan.toHold());
    assertEquals(10, plan.total());
    var approved = List.of(new Open("1", "a", 600, true), open("2", "a", 5));
    assertEquals(605, BatchPlan.of(approved, 0, MUCH, rules).total());
  }

  @Test
  void limitsOfTheDayTheFundsAndTheBatchHoldForEveryDraw() {
    long seed = 20_260_104;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      var open = new ArrayList<Open>();
      for (int i = random.nextInt(40); i >= 0; i--)
        open.add(
            new Open(
                "r" + i, "a" + random.nextInt(12), 1 + random.nextInt(50), random.nextInt(4) == 0));
      var rules =
          rules(
              1 + random.nextInt(20),
              random.nextInt(80),
              random.nextInt(300),
              1 + random.nextInt(9));
      long spent = random.nextInt(100);
      long funds = random.nextInt(300);
      var plan = BatchPlan.of(open, spent, funds, rules);
      assertTrue(plan.payments().isEmpty() || plan.total() + spent <= rules.dailyLimit());
      assertTrue(plan.total() <= funds);
      assertTrue(plan.payments().size() <= rules.maxBatch());
      var references = new HashSet<String>();
      var accounts = new HashSet<String>();
      for (var each : plan.payments()) {
        assertTrue(each.amount() >= rules.threshold());
        assertTrue(accounts.add(each.account()));
        for (String reference : each.references()) {
          assertTrue(references.add(reference));
          assertFalse(plan.toHold().contains(reference));
        }
      }
    }
  }

  @Test
  void theDelayDoublesUpToItsLimit() {
    var rules = rules(1, MUCH, MUCH, 1);
    assertEquals(Duration.ofSeconds(30), rules.retryAfter(1));
    assertEquals(Duration.ofSeconds(60), rules.retryAfter(2));
    assertEquals(Duration.ofMinutes(5), rules.retryAfter(60));
  }

  @Test
  void rulesThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> rules(0, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> rules(1, 1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> rules(1, 1, 1, 10_001));
  }
}
