package io.pouw.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.consensus.ConsensusInput.TimerFired;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One of four validators sends whatever it likes, as often as it likes. */
class EngineHoldingsTest extends OneEngine {
  private static final int FLOOD = 2_000;

  private static Hash made(long number) {
    return Hash.of(Domain.BLOCK, new Encoder().i64(number).toBytes());
  }

  private long kept(String what) {
    return engine.holdings().holdings().stream()
        .filter(each -> each.what().equals(what))
        .findFirst()
        .orElseThrow()
        .kept();
  }

  @Test
  void votesOfAllViewsFillNoMoreThanTheWindow() {
    for (long view = 1; view <= FLOOD; view++)
      receiveVote(VoteKind.NULLIFY, view, Hash.ZERO, third);
    assertEquals(Limits.VOTE_WINDOW + 1, kept("views with votes"));
    assertEquals(Optional.empty(), engine.holdings().excess());
  }

  @Test
  void contradictionsAndRejectionsAreKeptUpToTheirBounds() {
    for (int i = 0; i < FLOOD; i++) receiveVote(VoteKind.NOTARIZE, 1, made(i), third);
    assertEquals(Limits.MAX_EQUIVOCATIONS, kept("equivocations"));
    for (long view = 1; view <= FLOOD; view++)
      receive(
          third,
          new RejectMessage(
              Rejection.sign(
                  committee.chainId, committee.signer(third), third, view, made(view), "no")));
    assertTrue(kept("rejections") <= Limits.PROPOSAL_WINDOW + 1);
    assertEquals(Optional.empty(), engine.holdings().excess());
  }

  @Test
  void messagesOfTheNextEpochWaitUpToTheirBound() {
    for (int i = 1; i <= FLOOD; i++)
      receive(
          third,
          new VoteMessage(committee.vote(VoteKind.NULLIFY, (1L << 32) + i, Hash.ZERO, third)));
    assertTrue(kept("early messages") > 0);
    assertEquals(Optional.empty(), engine.holdings().excess());
  }

  @Test
  void blocksNobodyHasAreSoughtUpToTheirBound() {
    for (long view = 1; view <= Limits.VOTE_WINDOW; view++) {
      var unknown = TestBlock.on(TestBlock.GENESIS, view);
      receive(
          third,
          new CertificateMessage(
              List.of(committee.certificate(VoteKind.NOTARIZE, unknown, 0, 1, 2))));
      input(new TimerFired(new Timer.Resend()));
    }
    assertTrue(kept("blocks sought") > 0);
    assertEquals(Optional.empty(), engine.holdings().excess());
  }

  @Test
  void whatExceedsItsBoundIsNamed() {
    var holdings =
        new EngineHoldings(
            List.of(
                new EngineHoldings.Holding("votes", 3, 3),
                new EngineHoldings.Holding("blocks", 5, 4)));
    assertEquals(Optional.of("5 blocks, at most 4"), holdings.excess());
  }
}
