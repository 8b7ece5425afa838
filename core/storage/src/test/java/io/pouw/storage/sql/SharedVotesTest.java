package io.pouw.storage.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Hash;
import io.pouw.primitives.VoteStatement;
import io.pouw.storage.StorageException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SharedVotesTest {
  private static final String VALIDATOR = "chain/validator";
  private static final Duration LONG = Duration.ofHours(1);

  /** Over before anybody looks at it again. */
  private static final Duration NONE = Duration.ofMillis(-1);

  private static final Hash BLOCK = Hash.sha256(new byte[] {1});
  private static final Hash OTHER = Hash.sha256(new byte[] {2});

  @Parameter TestDatabase database = TestDatabase.H2;

  private static SigningLease lease(SqlStore sql, String holder, Duration ttl) {
    return new SigningLease(sql, VALIDATOR, holder, ttl);
  }

  @Test
  void oneMemberHoldsTheLeaseUntilItIsOverAndEveryGrantHasAGreaterToken() {
    try (SqlStore sql = database.open()) {
      assertEquals(1, lease(sql, "a", LONG).acquire().orElseThrow());
      assertTrue(lease(sql, "b", LONG).acquire().isEmpty());
      assertTrue(lease(sql, "a", NONE).renew(1));
      assertEquals(2, lease(sql, "b", LONG).acquire().orElseThrow());
      assertFalse(lease(sql, "a", LONG).renew(1));
      assertEquals("b", lease(sql, "c", LONG).holder().orElseThrow().holder());
      lease(sql, "b", LONG).release(2);
      assertEquals(3, lease(sql, "a", LONG).acquire().orElseThrow());
    }
  }

  @Test
  void aMemberOfThePastSignsNothingAndItsVotesAreSeenByTheNext() {
    try (SqlStore sql = database.open()) {
      var old = new SharedVotes(sql, VALIDATOR, lease(sql, "a", NONE).acquire().orElseThrow());
      old.persist(notarize(7, BLOCK), new byte[] {7});
      old.persist(nullify(8), new byte[] {8});
      var next = new SharedVotes(sql, VALIDATOR, lease(sql, "b", LONG).acquire().orElseThrow());
      var fenced = assertThrows(StorageException.class, () -> old.persist(nullify(9), new byte[1]));
      assertTrue(fenced.toString().contains("another member signs"), fenced::toString);
      assertThrows(StorageException.class, () -> old.silence(20));
      // Repeating an old vote is no use to it either.
      assertThrows(StorageException.class, () -> old.persist(nullify(8), new byte[1]));
      assertEquals(2, next.above(0).size());
      assertArrayEquals(new byte[] {8}, next.above(7).getFirst());
      assertEquals(8, next.highestView());
      next.persist(nullify(9), new byte[1]);
      var terms = new SigningTerms(sql, VALIDATOR);
      assertEquals(List.of(2L, 1L), terms.terms().stream().map(each -> each.votes()).toList());
      assertTrue(terms.terms().get(0).lastMs() <= terms.terms().get(1).firstMs());
      SigningTerms.Lease lease = terms.lease().orElseThrow();
      assertEquals("b", lease.holder());
      assertEquals(2, lease.token());
      assertTrue(lease.leftMs() > 0 && lease.leftMs() <= LONG.toMillis(), lease::toString);
    }
  }

  @Test
  void aVoteThatContradictsARecordedOneIsRefusedWhoeverSigns() {
    try (SqlStore sql = database.open()) {
      var votes = new SharedVotes(sql, VALIDATOR, lease(sql, "a", LONG).acquire().orElseThrow());
      votes.persist(notarize(3, BLOCK), new byte[1]);
      votes.persist(notarize(3, BLOCK), new byte[1]);
      var twice =
          assertThrows(
              StorageException.class, () -> votes.persist(notarize(3, OTHER), new byte[1]));
      assertTrue(twice.toString().contains("slashing protection"), twice::toString);
      votes.persist(new VoteStatement(VoteStatement.FINALIZE, 3, BLOCK), new byte[1]);
      assertThrows(StorageException.class, () -> votes.persist(nullify(3), new byte[1]));
      votes.persist(nullify(4), new byte[1]);
      assertThrows(
          StorageException.class,
          () -> votes.persist(new VoteStatement(VoteStatement.FINALIZE, 4, BLOCK), new byte[1]));
      assertEquals(3, votes.above(0).size());
    }
  }

  @Test
  void votesOfFinalViewsAreForgottenLateAndTheirViewsCountAsVoted() {
    try (SqlStore sql = database.open()) {
      var votes = new SharedVotes(sql, VALIDATOR, lease(sql, "a", LONG).acquire().orElseThrow());
      for (long view = 1; view <= 400; view++) votes.persist(nullify(view), new byte[1]);
      votes.pruneBelow(400);
      assertEquals(400 - SharedVotes.KEPT_VIEWS, votes.forgottenBelow());
      assertEquals(SharedVotes.KEPT_VIEWS + 1, votes.above(0).size());
      votes.silence(1_000);
      votes.silence(900);
      assertEquals(1_000, votes.highestView());
      assertEquals(1_000, votes.silentUpTo());
    }
  }

  @Test
  void whoTakesTheLeaseWaitsForAVoteThatIsBeingWritten() throws Exception {
    try (SqlStore sql = database.open()) {
      long token = lease(sql, "a", NONE).acquire().orElseThrow();
      var written = new CountDownLatch(1);
      var commit = new CountDownLatch(1);
      var old =
          CompletableFuture.runAsync(() ->
              sql.jdbi()
                  .useTransaction(handle -> {
                    // The statement of SharedVotes, in a transaction that stays open.
                    handle.execute(
                        "INSERT INTO signed_vote (validator, view_number, part, kind, block_id,"
                            + " token, signed_at_ms, vote) SELECT validator, 5, 0, 0,"
                            + " CAST(? AS BYTEA), token, 0, CAST(? AS BYTEA) FROM signing_lease"
                            + " WHERE validator = ? AND token = ? FOR UPDATE",
                        BLOCK.toBytes(),
                        new byte[1],
                        VALIDATOR,
                        token);
                    written.countDown();
                    await(commit);
                  }));
      written.await();
      var taken =
          CompletableFuture.supplyAsync(() -> lease(sql, "b", LONG).acquire().orElseThrow());
      assertThrows(TimeoutException.class, () -> taken.get(300, TimeUnit.MILLISECONDS));
      commit.countDown();
      old.get(10, TimeUnit.SECONDS);
      var next = new SharedVotes(sql, VALIDATOR, taken.get(10, TimeUnit.SECONDS));
      assertEquals(1, next.above(0).size());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static VoteStatement notarize(long view, Hash block) {
    return new VoteStatement(VoteStatement.NOTARIZE, view, block);
  }

  private static VoteStatement nullify(long view) {
    return new VoteStatement(VoteStatement.NULLIFY, view, Hash.ZERO);
  }
}
