package io.pouw.management.pool;

import static io.pouw.management.pool.TestPool.CHAIN;
import static io.pouw.management.pool.TestPool.OPERATOR;
import static io.pouw.management.pool.TestPool.TERMS;
import static io.pouw.management.pool.TestPool.joining;
import static io.pouw.management.pool.TestPool.leaving;
import static io.pouw.management.pool.TestPool.worker;
import static io.pouw.management.pool.TestPool.workers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.Signer;
import io.pouw.primitives.Decoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PoolRulesTest {
  private static void refused(String why, Runnable attempt) {
    var e = assertThrows(PoolRefusedException.class, attempt::run);
    assertTrue(e.toString().contains(why), e::toString);
  }

  @Test
  void eachChangeIsOneVersionAndStaysAreKept() {
    PoolState pool = TestPool.with(TERMS, workers(3));
    assertEquals(4, pool.version());
    pool = PoolRules.leave(pool, leaving(worker(1), pool, 15), 15);
    assertEquals(5, pool.version());
    assertEquals(2, pool.active().size());
    assertTrue(pool.stay(worker(1).address(), 15).isPresent());
    assertTrue(pool.stay(worker(1).address(), 16).isEmpty());
    pool = PoolRules.join(pool, joining(worker(1), pool, 20), 20);
    assertTrue(pool.stay(worker(1).address(), 21).isPresent());
    assertTrue(pool.stay(worker(1).address(), 18).isEmpty());
  }

  @Test
  void aHundredMembersAreTheMost() {
    PoolState full = TestPool.with(TERMS, workers(100));
    refused(
        "has 100 members, its most",
        () -> PoolRules.join(full, joining(worker(100), full, 10), 10));
  }

  @Test
  void aWishCountsOnceForItsPoolAndItsTimeAndBySignatureOnly() {
    PoolState pool = TestPool.with(TERMS, workers(3));
    refused("is a member", () -> PoolRules.join(pool, joining(worker(0), pool, 12), 12));
    refused("signed at height 5", () -> PoolRules.join(pool, joining(worker(7), pool, 5), 2_000));
    var other = PoolRules.create(CHAIN, OPERATOR.publicKey(), "another", TERMS, 1);
    refused("for the pool", () -> PoolRules.join(pool, joining(worker(7), other, 10), 10));
    MemberRequest honest = joining(worker(7), pool, 10);
    var forged =
        new MemberRequest(
            honest.kind(), honest.pool(), honest.worker(), "mine", 10, honest.signature());
    refused("the signature is not that of", () -> PoolRules.join(pool, forged, 10));
    PoolState left = PoolRules.leave(pool, leaving(worker(0), pool, 12), 12);
    refused("was used", () -> PoolRules.join(left, joining(worker(0), pool, 10), 13));
  }

  @Test
  void aClosedPoolTakesNobody() {
    PoolState closed = PoolRules.close(TestPool.with(TERMS, workers(3)), 11);
    refused("is closed", () -> PoolRules.join(closed, joining(worker(5), closed, 11), 11));
  }

  @Test
  void termsOutsideTheirRangesAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new PoolTerms(Scheme.PPLNS, 1, 0, PoolTerms.MAX_MEMBERS + 1, false));
    assertThrows(IllegalArgumentException.class, () -> new PoolTerms(Scheme.PPLNS, 1, 0, 2, false));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PoolTerms(Scheme.PPLNS, 1, PoolTerms.MAX_FEE_PPM + 1, 100, false));
  }

  @Test
  void endedStaysAreForgottenOldestFirstAndMembersNever() {
    PoolState pool = TestPool.with(TERMS, workers(3));
    long height = 20;
    for (int i = 0; i < PoolState.MAX_STAYS + 5; i++) {
      pool = PoolRules.join(pool, joining(worker(3), pool, height), height);
      pool = PoolRules.expel(pool, worker(3).address(), height + 1);
      height += 2;
    }
    assertEquals(PoolState.MAX_STAYS, pool.members().size());
    assertEquals(3, pool.active().size());
  }

  @Test
  void aSignedVersionIsReadBackAndHolds() {
    SignedPool signed = SignedPool.sign(TestPool.with(TERMS, workers(5)), Signer.of(OPERATOR));
    SignedPool read = Decoder.whole(signed.toBytes(), SignedPool::decode);
    assertEquals(signed, read);
    read.check(CHAIN);
  }

  @Test
  void aVersionThatItsOperatorMadeUpIsRefused() {
    PoolState pool = TestPool.with(TERMS, workers(3));
    MemberRequest wish = joining(worker(8), pool, 10);
    var invented =
        new MemberRequest(
            wish.kind(), wish.pool(), wish.worker(), "the operator's own", 10, wish.signature());
    var members = new ArrayList<>(pool.members());
    members.add(new Membership(invented, 10, Optional.empty()));
    refused("never asked to join", () -> check(pool, members));
    refused("is a member twice", () -> check(pool, twice(pool.members())));
    var stranger = SignedPool.sign(pool, Signer.of(worker(0)));
    refused("not signed by its operator", () -> stranger.check(CHAIN));
  }

  private static void check(PoolState pool, List<Membership> members) {
    var changed =
        new PoolState(
            CHAIN, pool.operator(), pool.name(), 9, pool.schedule(), members, pool.height(), false);
    SignedPool.sign(changed, Signer.of(OPERATOR)).check(CHAIN);
  }

  private static List<Membership> twice(List<Membership> members) {
    var more = new ArrayList<>(members);
    more.add(members.getFirst());
    return more;
  }

  @Test
  void newTermsHoldFromALaterHeightOnAndThoseInForceStay() {
    PoolState pool = TestPool.with(TERMS, workers(3));
    PoolState changed = PoolRules.change(pool, TestPool.dearer(), 20, 30);
    assertEquals(TERMS, changed.schedule().at(29));
    assertEquals(TestPool.dearer(), changed.schedule().at(30));
    SignedPool.sign(changed, Signer.of(OPERATOR)).check(CHAIN);
    refused("from height 20 on", () -> PoolRules.change(pool, TestPool.dearer(), 20, 20));
    refused("are the terms", () -> PoolRules.change(pool, TERMS, 20, 21));
    // what was announced and does not hold yet may be taken back
    PoolState back = PoolRules.change(changed, TERMS, 25, 26);
    assertEquals(TERMS, back.schedule().at(30));
    PoolState later = PoolRules.change(changed, TERMS, 35, 36);
    assertEquals(TestPool.dearer(), later.schedule().at(35));
  }

  @Test
  void termsForFewerMembersThanThereAreAreRefusedAndThoseAnnouncedLimitWhoJoins() {
    PoolState pool = TestPool.with(TERMS, workers(4));
    refused(
        "has 4 members, more than 3",
        () -> PoolRules.change(pool, new PoolTerms(Scheme.PROPORTIONAL, 1, 0, 3, false), 20, 21));
    PoolState four =
        PoolRules.change(pool, new PoolTerms(Scheme.PROPORTIONAL, 1, 0, 4, false), 20, 900);
    refused(
        "has 4 members, its most", () -> PoolRules.join(four, joining(worker(9), four, 21), 21));
  }

  @Test
  void termsChangeABoundedNumberOfTimes() {
    PoolState pool = TestPool.with(TERMS, workers(3));
    for (int i = 1; i < TermsSchedule.MAX_ENTRIES; i++)
      pool = PoolRules.change(pool, i % 2 == 1 ? TestPool.dearer() : TERMS, 20 + i, 21 + i);
    PoolState full = pool;
    refused("make another pool", () -> PoolRules.change(full, TERMS, 900, 901));
  }
}
