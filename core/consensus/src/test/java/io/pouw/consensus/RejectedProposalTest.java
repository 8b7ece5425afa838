package io.pouw.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.consensus.ConsensusEffect.Broadcast;
import io.pouw.consensus.ConsensusEffect.Reported;
import io.pouw.consensus.ConsensusInput.CandidateValidated;
import io.pouw.consensus.ConsensusInput.TimerFired;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Proposals that are found invalid, here or elsewhere. */
class RejectedProposalTest extends OneEngine {
  @Test
  void anInvalidProposalIsReportedWithTheReasonAndNotVotedFor() {
    receiveProposal(block);
    input(new CandidateValidated(block.id(), Optional.of("it mints a coin for nobody")));
    assertTrue(votesSent().isEmpty());
    assertTrue(all(Reported.class).getFirst().what().contains("it mints a coin for nobody"));
  }

  private List<Rejection> rejectionsSent() {
    return all(Broadcast.class).stream()
        .map(Broadcast::message)
        .filter(RejectMessage.class::isInstance)
        .map(message -> ((RejectMessage) message).rejection())
        .toList();
  }

  private void receiveRejection(int from, String reason) {
    var signer = committee.signer(from);
    var rejection = Rejection.sign(committee.chainId, signer, from, 1, block.id(), reason);
    receive(from, new RejectMessage(rejection));
  }

  @Test
  void whoFindsAProposalInvalidSaysSoOnceSignedAndWithTheReason() {
    receiveProposal(block);
    input(new CandidateValidated(block.id(), Optional.of("it mints " + "é".repeat(200))));
    Rejection own = rejectionsSent().getFirst();
    assertEquals(
        Optional.empty(), own.check(committee.chainId, committee.validators, VoteVerifier.ED25519));
    assertTrue(own.reason().startsWith("it mints é"));
    assertTrue(own.toBytes().length < 512, "a reason has its bound");
    assertEquals(own, engine.status().rejections().getFirst());
    input(new TimerFired(new Timer.View(1)));
    assertTrue(rejectionsSent().isEmpty());
  }

  @Test
  void moreThanAThirdThatRejectEndTheViewWithoutWaiting() {
    receiveProposal(block);
    input(new CandidateValidated(block.id(), Optional.of("bad root")));
    assertTrue(votesSent().isEmpty(), "one of four is no more than a third");
    receiveRejection(third, "bad root");
    assertEquals(VoteKind.NULLIFY, votesSent().getFirst().kind());
    receiveVote(VoteKind.NULLIFY, 1, Hash.ZERO, third);
    receiveVote(VoteKind.NULLIFY, 1, Hash.ZERO, fourth);
    assertEquals(2, engine.status().view());
  }

  @Test
  void theSameRejectionTwiceOrAForgedOneCountsNotTwice() {
    receiveRejection(third, "bad root");
    receiveRejection(third, "bad beacon");
    var theirs =
        Rejection.sign(committee.chainId, committee.signer(third), third, 1, block.id(), "no");
    var forged = new Rejection(1, block.id(), "no", fourth, theirs.signature());
    receive(fourth, new RejectMessage(forged));
    assertTrue(votesSent().isEmpty());
    assertEquals(1, engine.status().rejected());
    receiveRejection(fourth, "bad root");
    assertEquals(VoteKind.NULLIFY, votesSent().getFirst().kind());
  }

  @Test
  void aValidatorThatVotedToFinaliseDoesNotGiveUpForRejections() {
    notarizeBlock();
    receiveVote(VoteKind.NOTARIZE, 1, block.id(), third);
    receiveRejection(third, "no");
    receiveRejection(fourth, "no");
    assertTrue(votesSent().isEmpty());
  }
}
