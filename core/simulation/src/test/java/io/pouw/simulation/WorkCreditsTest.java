package io.pouw.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TaskState;
import io.pouw.management.pool.Distribution;
import io.pouw.management.pool.Distributor;
import io.pouw.management.pool.MemberRequest;
import io.pouw.management.pool.PoolRules;
import io.pouw.management.pool.PoolState;
import io.pouw.management.pool.PoolTerms;
import io.pouw.management.pool.Scheme;
import io.pouw.management.pool.WorkCredit;
import io.pouw.management.pool.WorkCredits;
import io.pouw.management.poot.ChainEvidence;
import io.pouw.management.poot.ChainRecord;
import io.pouw.management.poot.Evidence;
import io.pouw.management.poot.Factor;
import io.pouw.management.poot.Past;
import io.pouw.management.poot.Period;
import io.pouw.management.poot.ScoreRecord;
import io.pouw.management.poot.ScoringTerms;
import io.pouw.management.poot.Standard;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.KeyPair;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Pools and scores on the ledger of a task that was really done, checked and settled on
 * production's machines, with a miner among them that forged and was convicted.
 */
class WorkCreditsTest {
  private static final RoundsScenario SCENARIO =
      LongStream.range(0, 100)
          .mapToObj(RoundsScenario::draw)
          .filter(each -> each.forger().isPresent() && each.forgedFrom() == 0)
          .filter(each -> each.withholder().isEmpty())
          .findFirst()
          .orElseThrow();

  private static final LedgerState LEDGER = Rounds.ledgerAfter(SCENARIO);

  private static KeyPair miner(int number) {
    int first =
        RoundsScenario.VALIDATORS
            + SCENARIO.supervisors()
            + SCENARIO.verifiers()
            + SCENARIO.evaluators();
    return SimulatedKeys.of(first + number);
  }

  private static List<WorkCredit> credits() {
    return WorkCredits.settled(LEDGER, 0, LEDGER.height());
  }

  private static boolean convicted(Address miner) {
    return LEDGER.tasks().iterator().next().convicted(miner);
  }

  @Test
  void theCreditsAreTheUnitsOfTheTaskButForThoseOfTheConvicted() {
    TaskState task = LEDGER.tasks().iterator().next();
    long units = (long) task.plan().rounds() * task.plan().slots();
    long ofConvicted =
        task.checkpoints().stream()
            .flatMap(each -> each.content().miners().stream())
            .filter(each -> convicted(each.miner()))
            .mapToLong(each -> each.units())
            .sum();
    long credited = credits().stream().mapToLong(WorkCredit::units).sum();
    assertEquals(units - ofConvicted, credited);
    assertTrue(credits().stream().allMatch(WorkCredit::proven));
    assertFalse(credits().stream().anyMatch(each -> convicted(each.miner())));
  }

  @Test
  void aPotGoesToTheMembersThatDidTheWorkToTheLastUnit() {
    KeyPair operator = SimulatedKeys.of(0);
    var terms = new PoolTerms(Scheme.PROPORTIONAL, 1, 30_000, 100, false);
    PoolState pool = PoolRules.create(LEDGER.chainId(), operator.publicKey(), "the pool", terms, 0);
    for (int i = 0; i < SCENARIO.miners(); i++) {
      var wish =
          MemberRequest.sign(
              Signer.of(miner(i)), MemberRequest.Kind.JOIN, pool.id(), "account " + i, 0);
      pool = PoolRules.join(pool, wish, 0);
    }
    Distribution made =
        new Distributor(pool, credits()).divide(0, LEDGER.height(), "PAI", 1_000_000_007);
    long paid = made.lines().stream().mapToLong(Distribution.Line::amount).sum();
    assertEquals(1_000_000_007, paid + made.fee());
    assertEquals(30_000_000, made.fee());
    long units = made.lines().stream().mapToLong(Distribution.Line::units).sum();
    assertEquals(credits().stream().mapToLong(WorkCredit::units).sum(), units);
  }

  @Test
  void whoWasConvictedScoresLessThanWhoWorked() {
    SortedMap<Address, ChainEvidence> chain = ChainRecord.read(LEDGER, 0, LEDGER.height());
    List<Evidence> evidence =
        IntStream.range(0, SCENARIO.miners())
            .mapToObj(i -> evidence(chain, miner(i).address()))
            .toList();
    List<Standard> standards = Standard.of(chain.values(), evidence);
    var period = new Period(0, 0, LEDGER.height(), 0, LEDGER.head().timestampMs());
    int forger = SCENARIO.forger().orElseThrow();
    List<ScoreRecord> records =
        evidence.stream()
            .map(each -> ScoreRecord.of(period, each, standards, ScoringTerms.DEFAULT, Past.NONE))
            .toList();
    assertTrue(convicted(miner(forger).address()));
    for (int i = 0; i < records.size(); i++) {
      if (i == forger || records.get(i).evidence().chain().held() == 0) continue;
      assertTrue(
          records.get(forger).score().value() < records.get(i).score().value(), SCENARIO::toString);
      assertTrue(records.get(i).score().factor(Factor.CORRECTNESS) > 500_000);
    }
    assertTrue(records.get(forger).score().factor(Factor.CORRECTNESS) < 100_000);
  }

  private static Evidence evidence(SortedMap<Address, ChainEvidence> chain, Address miner) {
    return new Evidence(miner, chain.getOrDefault(miner, ChainEvidence.NONE), 10, 10, 1_000, 1);
  }
}
