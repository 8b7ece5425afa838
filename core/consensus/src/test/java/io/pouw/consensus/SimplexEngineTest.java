package io.pouw.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.consensus.ConsensusEffect.Broadcast;
import io.pouw.consensus.ConsensusEffect.BuildCandidate;
import io.pouw.consensus.ConsensusEffect.Finalized;
import io.pouw.consensus.ConsensusEffect.PersistVote;
import io.pouw.consensus.ConsensusEffect.Reported;
import io.pouw.consensus.ConsensusEffect.Send;
import io.pouw.consensus.ConsensusEffect.ServeBlocks;
import io.pouw.consensus.ConsensusEffect.SetTimer;
import io.pouw.consensus.ConsensusEffect.ValidateCandidate;
import io.pouw.consensus.ConsensusInput.CandidateBuilt;
import io.pouw.consensus.ConsensusInput.CandidateValidated;
import io.pouw.consensus.ConsensusInput.TimerFired;
import io.pouw.primitives.Hash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How one engine votes, changes views, catches up and serves others. */
class SimplexEngineTest extends OneEngine {
  @Test
  void aProposalIsValidatedThenVotedForAndTheVoteIsWrittenBeforeItIsSent() {
    receiveProposal(block);
    assertEquals(List.of(new ValidateCandidate(block, TestBlock.GENESIS)), effects);
    input(new CandidateValidated(block.id(), Optional.empty()));
    Vote expected = committee.vote(VoteKind.NOTARIZE, 1, block.id(), self);
    assertEquals(expected, ((PersistVote) effects.get(0)).vote().vote());
    assertEquals(new Broadcast(new VoteMessage(expected)), effects.get(1));
  }

  @Test
  void anIdleLeaderMayTakeTheHeartbeatAndNoLongerOnceThereIsWork() {
    var patient =
        new ConsensusSettings(
            committee.chainId,
            committee.settings.epoch(),
            Duration.ofSeconds(30),
            Duration.ofSeconds(3),
            Duration.ofSeconds(12),
            Duration.ofMillis(500),
            VoteVerifier.ED25519);
    engine =
        new SimplexEngine(
            patient,
            committee.signer(self),
            TestBlock::decode,
            Recovered.genesis(TestBlock.GENESIS));
    start();
    assertTrue(effects.contains(new SetTimer(new Timer.View(1), Duration.ofSeconds(33))));
    input(new ConsensusInput.WorkWaiting(true));
    assertEquals(List.of(new SetTimer(new Timer.View(1), Duration.ofSeconds(3))), effects);
    input(new ConsensusInput.WorkWaiting(true));
    assertTrue(effects.isEmpty(), "its time is not set back");
    input(new ConsensusInput.WorkWaiting(false));
    nullify(1);
    assertTrue(effects.contains(new SetTimer(new Timer.View(2), Duration.ofSeconds(36))));
  }

  @Test
  void aQuorumNotarizesThenFinalizes() {
    notarizeBlock();
    receiveVote(VoteKind.NOTARIZE, 1, block.id(), third);
    assertEquals(VoteKind.FINALIZE, votesSent().getFirst().kind());
    assertEquals(2, engine.status().view());
    receiveVote(VoteKind.FINALIZE, 1, block.id(), leader);
    receiveVote(VoteKind.FINALIZE, 1, block.id(), fourth);
    Finalized finalized = all(Finalized.class).getFirst();
    assertEquals(List.of(block), finalized.chain());
    assertEquals(
        Optional.empty(), finalized.finalization().check(committee.chainId, committee.validators));
    assertEquals(1, engine.status().finalizedHeight());
  }

  @Test
  void aValidatorThatVotedToNullifyNeverVotesToFinalize() {
    notarizeBlock();
    input(new TimerFired(new Timer.View(1)));
    assertEquals(VoteKind.NULLIFY, votesSent().getFirst().kind());
    receiveVote(VoteKind.NOTARIZE, 1, block.id(), third);
    assertEquals(2, engine.status().view(), "the notarization ends the view all the same");
    assertTrue(votesSent().isEmpty());
  }

  @Test
  void aValidatorThatVotedToFinalizeNeverVotesToNullify() {
    notarizeBlock();
    receiveVote(VoteKind.NOTARIZE, 1, block.id(), third);
    input(new TimerFired(new Timer.View(1)));
    assertTrue(votesSent().isEmpty());
  }

  @Test
  void aValidatorThatGaveUpAViewDoesNotVoteForItsBlock() {
    input(new TimerFired(new Timer.View(1)));
    notarizeBlock();
    assertTrue(votesSent().isEmpty());
  }

  @Test
  void theTimeoutDoublesWithEveryNullifiedViewUpToItsCap() {
    var timeouts = new ArrayList<Duration>();
    for (long view = 1; view <= 4; view++) {
      nullify(view);
      for (SetTimer set : all(SetTimer.class)) timeouts.add(set.delay());
    }
    assertEquals(
        List.of(6, 12, 12, 12),
        timeouts.stream().map(Duration::toSeconds).map(Long::intValue).toList());
    assertEquals(4, engine.status().viewChanges());
  }

  @Test
  void forgedVotesAndVotesOfNobodyAreRefusedAndCounted() {
    Vote good = committee.vote(VoteKind.NOTARIZE, 1, block.id(), third);
    receive(
        third, new VoteMessage(new Vote(good.kind(), 2, good.blockId(), third, good.signature())));
    assertTrue(all(Reported.class).getFirst().what().contains("signature"));
    receive(third, new VoteMessage(new Vote(good.kind(), 1, good.blockId(), 9, good.signature())));
    receive(third, new VoteMessage(new Vote(good.kind(), 1, Hash.ZERO, third, good.signature())));
    assertEquals(3, engine.status().rejected());
  }

  @Test
  void aStrangersProposalIsRefused() {
    Vote vote = committee.vote(VoteKind.NOTARIZE, 1, block.id(), third);
    receive(third, new ProposalMessage(block.toBytes(), vote, List.of()));
    assertTrue(all(Reported.class).getFirst().what().contains("leader"));
    receive(leader, new ProposalMessage(new byte[7], vote, List.of()));
    assertEquals(2, engine.status().rejected());
  }

  @Test
  void twoVotesOfOneVoterAreKeptAsEvidence() {
    receiveVote(VoteKind.NOTARIZE, 1, block.id(), third);
    receiveVote(VoteKind.NOTARIZE, 1, block.twin().id(), third);
    Equivocation found = all(Reported.class).getFirst().evidence().orElseThrow();
    assertEquals(
        Optional.empty(),
        found.check(committee.chainId, committee.validators, VoteVerifier.ED25519));
    assertEquals(List.of(found), engine.status().equivocations());
  }

  @Test
  void aBlockThatSkipsAViewWhichIsNotNullifiedIsNotVotedFor() {
    long view = 2;
    while (committee.leader(view) == self) view++;
    var skipping = TestBlock.on(TestBlock.GENESIS, view);
    for (long v = 1; v < view; v++) {
      var other = TestBlock.on(TestBlock.GENESIS, v);
      receive(
          third,
          new CertificateMessage(
              List.of(committee.certificate(VoteKind.NOTARIZE, other, 0, 1, 2))));
    }
    receiveProposal(skipping);
    assertTrue(all(ValidateCandidate.class).isEmpty());
    assertTrue(votesSent().isEmpty());
  }

  @Test
  void aBlockOnOneThatWasNotNotarizedIsNotVotedFor() {
    receiveProposal(block);
    input(new CandidateValidated(block.id(), Optional.empty()));
    long view = 1;
    do nullify(view++);
    while (committee.leader(view) == self);
    receiveProposal(TestBlock.on(block, view));
    assertTrue(all(ValidateCandidate.class).isEmpty());
    assertEquals(view, engine.status().view());
  }

  @Test
  void aBlockOnTheFinalOneIsVotedForWhenAllViewsBetweenAreNullified() {
    long view = 1;
    do nullify(view++);
    while (committee.leader(view) == self);
    var later = TestBlock.on(TestBlock.GENESIS, view);
    receiveProposal(later);
    input(new CandidateValidated(later.id(), Optional.empty()));
    assertEquals(later.id(), votesSent().getFirst().blockId());
  }

  @Test
  void aMissingBlockIsAskedForFromAVoterAndThenFinalized() {
    receive(
        third,
        new CertificateMessage(
            List.of(committee.certificate(VoteKind.FINALIZE, block, 0, 1, 2, 3))));
    Send request = all(Send.class).getFirst();
    assertEquals(Optional.of(block.id()), ((BlockRequest) request.message()).id());
    assertFalse(request.to().equals(committee.key(self)));
    receive(third, new BlocksMessage(List.of(block.twin().toBytes())));
    assertTrue(effects.isEmpty(), "nobody asked for that one");
    receive(third, new BlocksMessage(List.of(block.toBytes())));
    assertEquals(List.of(block), all(Finalized.class).getFirst().chain());
  }

  @Test
  void aChildThatCameBeforeItsParentWasFinalIsKept() {
    notarizeBlock();
    receiveVote(VoteKind.NOTARIZE, 1, block.id(), third);
    var child = TestBlock.on(block, 2);
    if (committee.leader(2) == self) {
      input(new CandidateBuilt(2, child));
      assertEquals(1, all(PersistVote.class).size());
    } else {
      receiveProposal(child);
    }
    receiveVote(VoteKind.FINALIZE, 1, block.id(), leader);
    receiveVote(VoteKind.FINALIZE, 1, block.id(), fourth);
    receive(
        third,
        new CertificateMessage(
            List.of(committee.certificate(VoteKind.FINALIZE, child, 0, 1, 2, 3))));
    assertEquals(List.of(child), all(Finalized.class).getFirst().chain());
  }

  @Test
  void aFinalizedChainBringsAValidatorForwardAndServesOthers() {
    var second = TestBlock.on(block, 3);
    var proof = committee.certificate(VoteKind.FINALIZE, second, 0, 1, 2);
    receive(third, new FinalizedChain(List.of(block.toBytes(), second.toBytes()), proof));
    assertEquals(List.of(block, second), all(Finalized.class).getFirst().chain());
    assertEquals(4, engine.status().view());
    receive(third, BlockRequest.from(1));
    assertEquals(new ServeBlocks(committee.key(third), 1, 64), effects.getFirst());
  }

  @Test
  void aStuckValidatorIsHandedTheNullificationsItMissed() {
    for (long view = 1; view <= 3; view++) nullify(view);
    receiveVote(VoteKind.NULLIFY, 2, Hash.ZERO, fourth);
    var help = (CertificateMessage) all(Send.class).getFirst().message();
    assertEquals(List.of(2L, 3L), help.certificates().stream().map(Certificate::view).toList());
    receiveVote(VoteKind.NULLIFY, 2, Hash.ZERO, fourth);
    assertTrue(effects.isEmpty(), "once between two ticks is enough");
  }

  @Test
  void aSingleValidatorFinalizesWhatItBuilds() {
    var alone = new Committee(5);
    engine =
        new SimplexEngine(
            alone.settings,
            alone.signer(0),
            TestBlock::decode,
            Recovered.genesis(TestBlock.GENESIS));
    start();
    assertEquals(List.of(new BuildCandidate(1, TestBlock.GENESIS)), all(BuildCandidate.class));
    input(new CandidateBuilt(1, block));
    assertEquals(List.of(block), all(Finalized.class).getFirst().chain());
    assertEquals(List.of(new BuildCandidate(2, block)), all(BuildCandidate.class));
  }

  @Test
  void votesOfTheFarFutureAreNotKept() {
    receiveVote(VoteKind.NULLIFY, 1_000_000, Hash.ZERO, third);
    assertEquals(
        BlockRequest.from(1),
        all(Send.class).getFirst().message(),
        "but their sender is asked what it knows");
    receiveVote(VoteKind.NULLIFY, 1_000_001, Hash.ZERO, fourth);
    assertTrue(effects.isEmpty());
  }
}
