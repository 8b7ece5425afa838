package io.pouw.management.pool;

import static io.pouw.management.pool.TestPool.CHAIN;
import static io.pouw.management.pool.TestPool.OPERATOR;
import static io.pouw.management.pool.TestPool.TERMS;
import static io.pouw.management.pool.TestPool.credit;
import static io.pouw.management.pool.TestPool.joining;
import static io.pouw.management.pool.TestPool.worker;
import static io.pouw.management.pool.TestPool.workers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.management.worker.WorkerStatus;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.storage.sql.SqlStore;
import io.pouw.storage.sql.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class PoolStoreTest {
  private static final Signer SIGNER = Signer.of(OPERATOR);

  @Parameter TestDatabase database = TestDatabase.H2;

  private SqlStore sql;
  private PoolStore store;

  @BeforeEach
  void open() {
    sql = database.open();
    store = new PoolStore(sql);
  }

  @AfterEach
  void close() {
    sql.close();
  }

  private PoolState join(PoolState pool, int number) {
    return store.change(
        pool.id(),
        SIGNER,
        TestPool.EVENT,
        old -> PoolRules.join(old, joining(worker(number), old, 10), 10));
  }

  @Test
  void aPoolGrowsByOneSignedVersionAChange() {
    PoolState pool = store.create(TestPool.empty(TERMS), SIGNER, TestPool.EVENT);
    for (int i = 0; i < 3; i++) pool = join(pool, i);
    PoolStore.Entry kept = store.find(pool.id()).orElseThrow();
    assertEquals(pool, kept.state());
    kept.pool().check(CHAIN);
    assertThrows(
        PoolRefusedException.class,
        () -> store.create(TestPool.empty(TERMS), SIGNER, TestPool.EVENT));
    assertThrows(
        PoolRefusedException.class,
        () -> store.change(kept.state().id(), Signer.of(worker(0)), TestPool.EVENT, old -> old));
  }

  @Test
  void twoStoresThatTalkHaveTheSamePools() {
    try (SqlStore otherSql = database.open()) {
      var other = new PoolStore(otherSql);
      PoolState pool = store.create(TestPool.empty(TERMS), SIGNER, TestPool.EVENT);
      pull(other, store);
      for (int i = 0; i < 3; i++) pool = join(pool, i);
      var theirs = PoolRules.create(CHAIN, worker(50).publicKey(), "another", TERMS, 3);
      other.create(theirs, Signer.of(worker(50)), TestPool.EVENT);
      pull(store, other);
      pull(other, store);
      assertEquals(store.all(), other.all());
      assertEquals(2, store.all().size());
      assertEquals(0, pull(store, other));
    }
  }

  /** One node asks another; says how many pools changed. */
  private static int pull(PoolStore asking, PoolStore asked) {
    byte[] question = PoolExchange.question(pools(asking));
    int taken = 0;
    for (SignedPool each : PoolExchange.read(PoolExchange.answer(question, pools(asked)), CHAIN))
      if (asking.take(each)) taken++;
    return taken;
  }

  private static List<SignedPool> pools(PoolStore store) {
    return store.all().stream().map(PoolStore.Entry::pool).toList();
  }

  @Test
  void inWhateverOrderVersionsComeTheSameOneStands() {
    PoolState base = TestPool.with(TERMS, workers(3));
    var versions = new ArrayList<SignedPool>();
    for (int i = 0; i < 4; i++)
      versions.add(
          SignedPool.sign(PoolRules.join(base, joining(worker(10 + i), base, 11), 11), SIGNER));
    versions.add(SignedPool.sign(base, SIGNER));
    SignedPool expected = versions.stream().max(SignedPool.PRECEDENCE).orElseThrow();
    long seed = 7;
    var random = new Random(seed);
    for (int i = 0; i < 5; i++) {
      Collections.shuffle(versions, random);
      try (SqlStore freshSql = database.open()) {
        var fresh = new PoolStore(freshSql);
        versions.forEach(fresh::take);
        versions.forEach(fresh::take);
        PoolStore.Entry kept = fresh.find(base.id()).orElseThrow();
        assertEquals(expected, kept.pool(), "seed " + seed);
        assertTrue(kept.forked(), "two versions of one number were there");
      }
    }
  }

  @Test
  void whatIsForgedIsNotTakenFromAnAnswer() {
    SignedPool forged = SignedPool.sign(TestPool.with(TERMS, workers(3)), Signer.of(worker(1)));
    byte[] answer = PoolExchange.answer(PoolExchange.question(List.of()), List.of(forged));
    assertEquals(List.of(), PoolExchange.read(answer, CHAIN));
  }

  @Test
  void aDistributionIsKeptWholeAndTheSameWorkIsNotDividedTwice() {
    PoolState pool = TestPool.with(TERMS, workers(3));
    SignedPool signed = SignedPool.sign(pool, SIGNER);
    store.take(signed);
    var kept = new DistributionStore(sql);
    var distributor =
        new Distributor(pool, List.of(credit(worker(0), 2, 3, 20), credit(worker(1), 1, 3, 25)));
    Distribution made = distributor.divide(0, 30, "PAI", 1_001);
    kept.record(made, signed, TestPool.EVENT, 5);
    assertEquals(List.of(made), kept.newest(pool.id(), 10));
    assertEquals(30, kept.endOfLast(pool.id()));
    assertEquals(
        Optional.of(new DistributionStore.Kept(made, Optional.of(signed))),
        kept.find(pool.id(), made.id()));
    Distribution again = distributor.divide(0, 40, "PAI", 500);
    assertThrows(PoolRefusedException.class, () -> kept.record(again, signed, TestPool.EVENT, 6));
    assertEquals(1, kept.newest(pool.id(), 10).size());
  }

  @Test
  void everyChangeStandsInTheAuditTrailAndARefusedOneDoesNot() {
    PoolState pool = store.create(TestPool.empty(TERMS), SIGNER, TestPool.EVENT);
    join(pool, 0);
    assertThrows(PoolRefusedException.class, () -> join(pool, 0));
    assertEquals(
        List.of(2L, 1L), store.audit(pool.id(), 10).stream().map(PoolEvent::version).toList());
  }

  @Test
  void anOperatorWhoRewritesTermsThatWereInForceIsFoundOutInWhateverOrderVersionsCome() {
    PoolState honest = TestPool.with(TERMS, workers(3));
    PoolState dearer = PoolRules.change(honest, TestPool.dearer(), 20, 21);
    var past = TermsSchedule.of(TestPool.dearer());
    var rewritten =
        new PoolState(
            CHAIN, honest.operator(), honest.name(), 9, past, honest.members(), 30, false);
    assertTrue(PoolRules.mayFollow(honest, dearer));
    assertFalse(PoolRules.mayFollow(honest, rewritten));
    for (List<PoolState> order : List.of(List.of(dearer, rewritten), List.of(rewritten, dearer)))
      try (SqlStore freshSql = database.open()) {
        var fresh = new PoolStore(freshSql);
        order.forEach(each -> fresh.take(SignedPool.sign(each, SIGNER)));
        PoolStore.Entry kept = fresh.find(honest.id()).orElseThrow();
        assertEquals(rewritten, kept.state());
        assertTrue(kept.forked());
      }
  }

  @Test
  void aPoolIsHealthyWhileFourOfFiveMembersAreThere() {
    PoolState pool = TestPool.with(TERMS, workers(5));
    var statuses = new TreeMap<Address, WorkerStatus>();
    for (int i = 0; i < 4; i++) statuses.put(worker(i).address(), WorkerStatus.ACTIVE);
    assertEquals(PoolHealth.Level.HEALTHY, PoolHealth.of(pool, statuses, false).level());
    statuses.put(worker(3).address(), WorkerStatus.SUSPECT);
    assertEquals(PoolHealth.Level.DEGRADED, PoolHealth.of(pool, statuses, false).level());
    statuses.put(worker(2).address(), WorkerStatus.OFFLINE);
    assertEquals(PoolHealth.Level.CRITICAL, PoolHealth.of(pool, statuses, false).level());
    assertFalse(
        PoolHealth.of(TestPool.with(TERMS, workers(2)), statuses, true).reasons().isEmpty());
  }
}
