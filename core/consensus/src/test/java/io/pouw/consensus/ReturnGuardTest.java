package io.pouw.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.consensus.ConsensusInput.MessageReceived;
import io.pouw.consensus.ConsensusInput.TimerFired;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A restored backup's way back to voting. */
class ReturnGuardTest {
  private final Committee committee = new Committee(1, 1, 1, 1);
  private final ReturnGuard guard = new ReturnGuard(committee.settings.epoch(), committee.key(0));

  private void hear(int validator, long view) {
    Vote vote = committee.vote(VoteKind.NULLIFY, view, Hash.ZERO, validator);
    guard.observe(new MessageReceived(committee.key(validator), new VoteMessage(vote)));
  }

  private void listen(int intervals) {
    for (int i = 0; i < intervals; i++) guard.observe(new TimerFired(new Timer.Resend()));
  }

  @Test
  void itListensForAWhileToAQuorum() {
    hear(1, 5);
    hear(2, 5);
    listen(15);
    assertEquals(OptionalLong.empty(), guard.release(6), "not long enough");
    listen(1);
    assertEquals(OptionalLong.of(9), guard.release(6));
  }

  @Test
  void oneVoiceOrItsOwnEchoIsNoQuorum() {
    hear(1, 5);
    hear(1, 6);
    hear(0, 6);
    listen(100);
    assertEquals(OptionalLong.empty(), guard.release(6));
    hear(3, 6);
    assertTrue(guard.release(6).isPresent());
  }

  @Test
  void voicesOfOtherEpochsTellNothing() {
    hear(1, (2L << 32) + 1);
    hear(2, (2L << 32) + 1);
    listen(16);
    assertEquals(OptionalLong.empty(), guard.release(6));
  }

  @Test
  void theOnlyValidatorWaitsAndGoesOn() {
    var alone = new Committee(5);
    var its = new ReturnGuard(alone.settings.epoch(), alone.key(0));
    for (int i = 0; i < 16; i++) its.observe(new TimerFired(new Timer.Resend()));
    assertEquals(OptionalLong.of(6), its.release(7), "its next view is free to vote in");
  }

  @Test
  void aMuteEngineFollowsAndNeverVotes() {
    var engine =
        new SimplexEngine(
            committee.settings,
            committee.signer(0),
            TestBlock::decode,
            Recovered.genesis(TestBlock.GENESIS).mute());
    engine.on(new ConsensusInput.Started());
    var block = TestBlock.on(TestBlock.GENESIS, 1);
    var proof = committee.certificate(VoteKind.NOTARIZE, block, 1, 2, 3);
    var effects =
        engine.on(new MessageReceived(committee.key(1), new CertificateMessage(List.of(proof))));
    assertEquals(2, engine.status().view());
    var late = engine.on(new TimerFired(new Timer.View(2)));
    for (var effect : List.of(effects, late).stream().flatMap(List::stream).toList())
      assertTrue(!(effect instanceof ConsensusEffect.PersistVote), effect::toString);
    assertEquals(Optional.empty(), Recovered.genesis(TestBlock.GENESIS).mute().itsCertificate());
  }
}
