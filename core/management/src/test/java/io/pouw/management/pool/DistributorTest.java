package io.pouw.management.pool;

import static io.pouw.management.pool.TestPool.TERMS;
import static io.pouw.management.pool.TestPool.credit;
import static io.pouw.management.pool.TestPool.worker;
import static io.pouw.management.pool.TestPool.workers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistributorTest {
  private static final PoolTerms PPLNS = new PoolTerms(Scheme.PPLNS, 10, 0, 100, false);
  private static final long GIGA = 1_000_000_000;

  private static long amount(Distribution distribution, int worker) {
    return distribution.lines().stream()
        .filter(line -> line.member().equals(worker(worker).address()))
        .mapToLong(Distribution.Line::amount)
        .sum();
  }

  @Test
  void aPotIsDividedByWorkAfterTheOperatorsFee() {
    PoolState pool = TestPool.with(TERMS, workers(3));
    var credits =
        List.of(
            credit(worker(0), 1, 7, 20), credit(worker(1), 2, 7, 20), credit(worker(2), 1, 7, 21));
    Distribution result = new Distributor(pool, credits).divide(0, 30, "PAI", 1_000);
    assertEquals(20, result.fee());
    assertEquals(245, amount(result, 0));
    assertEquals(490, amount(result, 1));
    assertEquals(245, amount(result, 2));
  }

  @Test
  void notOneUnitIsLostOrMadeHoweverThePartsFall() {
    long seed = 20261121;
    var random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      int members = 3 + random.nextInt(98);
      var weights = new ArrayList<BigInteger>();
      for (int i = 0; i < members; i++) weights.add(new BigInteger(1 + random.nextInt(90), random));
      weights.add(BigInteger.ONE);
      long sum = random.nextLong() >>> (1 + random.nextInt(62));
      long[] parts = Distributor.apportion(sum, weights);
      BigInteger all = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
      long given = 0;
      for (int i = 0; i < parts.length; i++) {
        given += parts[i];
        BigInteger exact = BigInteger.valueOf(sum).multiply(weights.get(i));
        BigInteger distance = BigInteger.valueOf(parts[i]).multiply(all).subtract(exact).abs();
        assertTrue(distance.compareTo(all) < 0, "over a unit from exact; seed " + seed);
      }
      assertEquals(sum, given, "seed " + seed + ", round " + round);
    }
  }

  @Test
  void leftOverUnitsGoToTheLargestFractionsAndOfEqualOnesToTheSmallerAddress() {
    var two = BigInteger.TWO;
    assertEquals(List.of(34L, 33L, 33L), boxed(Distributor.apportion(100, List.of(two, two, two))));
    var weights = List.of(BigInteger.valueOf(26), BigInteger.valueOf(25), BigInteger.valueOf(49));
    assertEquals(List.of(3L, 2L, 5L), boxed(Distributor.apportion(10, weights)));
  }

  private static List<Long> boxed(long[] values) {
    return java.util.Arrays.stream(values).boxed().toList();
  }

  @Test
  void workOfStrangersBeforeJoiningAndAfterLeavingDoesNotCount() {
    PoolState pool = TestPool.with(TERMS, workers(4));
    pool = PoolRules.leave(pool, TestPool.leaving(worker(3), pool, 40), 40);
    var credits =
        List.of(
            credit(worker(0), "a", 0, 1, 1, 10, 50), // in the block in which it joined
            credit(worker(0), "a", 1, 1, 1, 11, 50),
            credit(worker(3), "a", 2, 1, 1, 40, 50),
            credit(worker(3), "a", 3, 1, 1, 41, 50), // after it left
            credit(worker(9), "a", 4, 9, 9, 20, 50)); // no member
    Distribution result = new Distributor(pool, credits).divide(0, 60, "PAI", 1_000);
    assertEquals(490, amount(result, 0));
    assertEquals(490, amount(result, 3));
    assertEquals(2, result.lines().size());
  }

  @Test
  void aProportionalDistributionCountsWhatWasSettledSinceTheLastOne() {
    PoolState pool = TestPool.with(TERMS, workers(3));
    var credits = List.of(credit(worker(0), 5, 1, 30), credit(worker(1), 1, 1, 31));
    Distribution result = new Distributor(pool, credits).divide(30, 40, "PAI", 100);
    assertEquals(1, result.lines().size());
    assertEquals(98, amount(result, 1));
    var refused =
        assertThrows(
            PoolRefusedException.class,
            () -> new Distributor(pool, credits).divide(31, 40, "PAI", 100));
    assertTrue(
        refused.toString().contains("no member of the pool has settled work after height 31"));
  }

  @Test
  void payPerLastSharesLooksBackOverFormerDistributionsUntilTheWindowIsFull() {
    PoolState pool = TestPool.with(PPLNS, workers(3));
    var credits =
        List.of(
            credit(worker(0), "old", 0, 4, GIGA, 12, 20),
            credit(worker(1), "old", 1, 8, GIGA, 13, 20),
            credit(worker(2), "new", 0, 6, GIGA, 25, 30));
    // 6 of the newest, then 4 of the 8 before it
    Distribution result = new Distributor(pool, credits).divide(29, 40, "PAI", 1_000);
    assertEquals(0, amount(result, 0));
    assertEquals(400, amount(result, 1));
    assertEquals(600, amount(result, 2));
  }

  @Test
  void theCheckpointThatDoesNotFitTheWindowCountsInPartForAllItsMiners() {
    PoolState pool = TestPool.with(PPLNS, workers(3));
    var credits =
        List.of(
            credit(worker(0), "t", 0, 15, GIGA, 12, 20),
            credit(worker(1), "t", 0, 5, GIGA, 12, 20));
    Distribution result = new Distributor(pool, credits).divide(0, 40, "PAI", 1_000);
    assertEquals(750, amount(result, 0));
    assertEquals(250, amount(result, 1));
    assertEquals(
        BigInteger.valueOf(10 * GIGA),
        result.lines().stream()
            .map(Distribution.Line::weight)
            .reduce(BigInteger.ZERO, BigInteger::add));
  }

  @Test
  void federatedWorkCountsOnlyWhereTheTermsSaySo() {
    var federated =
        new WorkCredit(TestPool.hash("f"), "neural", 0, worker(0).address(), 3, 1, false, 12, 20);
    var proven = credit(worker(1), 1, 1, 20);
    var credits = List.of(federated, proven);
    Distribution without =
        new Distributor(TestPool.with(TERMS, workers(3)), credits).divide(0, 30, "PAI", 1_000);
    assertEquals(0, amount(without, 0));
    var terms = new PoolTerms(Scheme.PROPORTIONAL, 1, 0, 100, true);
    Distribution with =
        new Distributor(TestPool.with(terms, workers(3)), credits).divide(0, 30, "PAI", 1_000);
    assertEquals(750, amount(with, 0));
  }

  @Test
  void twoMembersAreNoPoolYet() {
    PoolState pool = TestPool.with(TERMS, workers(2));
    var distributor = new Distributor(pool, List.of(credit(worker(0), 1, 1, 20)));
    var refused =
        assertThrows(PoolRefusedException.class, () -> distributor.divide(0, 30, "PAI", 100));
    assertTrue(refused.toString().contains("has 2 members, expected at least 3"));
  }

  @Test
  void theSharesNameDistributionAndMemberSoThatAskingTwiceIsPayingOnce() {
    PoolState pool = TestPool.with(TERMS, workers(3));
    var credits = List.of(credit(worker(0), 1, 1, 20), credit(worker(1), 1, 1, 20));
    var distributor = new Distributor(pool, credits);
    List<Share> shares = distributor.divide(0, 30, "PAI", 1_000).shares();
    assertEquals(shares, distributor.divide(0, 30, "PAI", 1_000).shares());
    assertEquals("account of " + shares.getFirst().member(), shares.getFirst().account());
    assertEquals(2, shares.stream().map(Share::reference).distinct().count());
  }

  @Test
  void workCountsByTheTermsOfTheHeightAtWhichItWasTakenIn() {
    PoolState pool = PoolRules.change(TestPool.with(TERMS, workers(3)), TestPool.dearer(), 20, 30);
    var credits =
        List.of(credit(worker(0), "a", 0, 1, 1, 29, 40), credit(worker(1), "a", 1, 1, 1, 30, 40));
    Distribution result = new Distributor(pool, credits).divide(0, 50, "PAI", 1_000);
    // half of the pot at 2 %, half at 50 %, although all of it is divided under the new terms
    assertEquals(10 + 250, result.fee());
    assertEquals(490, amount(result, 0));
    assertEquals(250, amount(result, 1));
  }

  @Test
  void whatWasPromisedUnderPplnsIsStillPaidAfterAChangeToProportional() {
    var proportional = new PoolTerms(Scheme.PROPORTIONAL, 1, 0, 100, false);
    PoolState pool = PoolRules.change(TestPool.with(PPLNS, workers(3)), proportional, 20, 30);
    var credits =
        List.of(
            credit(worker(0), "old", 0, 8, GIGA, 12, 20),
            credit(worker(1), "new", 0, 6, GIGA, 30, 40));
    // 6 of the newest since the last distribution, and the 4 of the old that are still in the
    // window
    Distribution first = new Distributor(pool, credits).divide(25, 50, "PAI", 1_000);
    assertEquals(400, amount(first, 0));
    assertEquals(600, amount(first, 1));
    // no newer work: nothing proportional is left, the window still has its part
    Distribution second = new Distributor(pool, credits).divide(50, 60, "PAI", 1_000);
    assertEquals(1_000, amount(second, 0));
    assertEquals(1, second.lines().size());
  }

  @Test
  void withManyTermsNotOneUnitIsLostEither() {
    long seed = 5;
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      PoolState pool = TestPool.with(TERMS, workers(5));
      for (int height = 20; height < 60; height += 10)
        pool =
            PoolRules.change(
                pool,
                new PoolTerms(
                    random.nextBoolean() ? Scheme.PPLNS : Scheme.PROPORTIONAL,
                    1 + random.nextInt(40),
                    random.nextInt(500_001),
                    100,
                    false),
                height,
                height + 1 + random.nextInt(9));
      var credits = new ArrayList<WorkCredit>();
      for (int i = 0; i < 40; i++)
        credits.add(credit(worker(random.nextInt(5)), "t" + i, 0, 1, GIGA, 11L + i, 15L + i));
      credits.add(credit(worker(0), "last", 0, 1, GIGA, 69, 70));
      long pot = 1L + random.nextInt(1_000_000);
      Distribution made = new Distributor(pool, credits).divide(random.nextInt(70), 70, "P", pot);
      long given = made.lines().stream().mapToLong(Distribution.Line::amount).sum();
      assertEquals(pot, made.fee() + given, "seed " + seed + ", round " + round);
      assertTrue(made.fee() >= 0 && made.fee() <= pot / 2 + 5, "seed " + seed);
    }
  }
}
