package io.pouw.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.consensus.ConsensusEffect.Broadcast;
import io.pouw.consensus.ConsensusEffect.BuildCandidate;
import io.pouw.consensus.ConsensusEffect.EpochEnded;
import io.pouw.consensus.ConsensusEffect.Finalized;
import io.pouw.consensus.ConsensusEffect.PersistVote;
import io.pouw.consensus.ConsensusEffect.Send;
import io.pouw.consensus.ConsensusEffect.ServeBlocks;
import io.pouw.consensus.ConsensusEffect.ValidateCandidate;
import io.pouw.consensus.ConsensusInput.CandidateValidated;
import io.pouw.consensus.ConsensusInput.MessageReceived;
import io.pouw.consensus.ConsensusInput.Started;
import io.pouw.consensus.ConsensusInput.TimerFired;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine in epoch 0, whose closing block has height 1, and in epoch 3 of heights 31 to 40. */
class EpochEndTest {
  private static final long BASE = 3L << 32;

  private final Committee committee = new Committee(1, 1, 1, 1);
  private final ConsensusSettings short0 = committee.settings.in(epoch(0, 1, 1));
  private final ConsensusSettings third = committee.settings.in(epoch(3, 31, 40));
  private final int leader = short0.leaders().leaderIndex(1);
  private final int self = follows(leader);
  private final int other = (leader + 2) % 4;
  private final int fourth = (leader + 3) % 4;
  private final TestBlock closing = TestBlock.on(TestBlock.GENESIS, 1);
  private final List<ConsensusEffect> effects = new ArrayList<>();
  private SimplexEngine engine = engine(short0, Recovered.genesis(TestBlock.GENESIS));

  private static int follows(int validator) {
    return (validator + 1) % 4;
  }

  private Epoch epoch(long number, long first, long last) {
    return new Epoch(number, committee.validators, committee.chainId, first, last);
  }

  private SimplexEngine engine(ConsensusSettings settings, Recovered recovered) {
    return new SimplexEngine(settings, committee.signer(self), TestBlock::decode, recovered);
  }

  @BeforeEach
  void start() {
    input(new Started());
  }

  private void input(ConsensusInput input) {
    effects.clear();
    effects.addAll(engine.on(input));
  }

  private void receive(int from, ConsensusMessage message) {
    input(new MessageReceived(committee.key(from), message));
  }

  private void receiveVote(VoteKind kind, long view, Hash id, int voter) {
    receive(voter, new VoteMessage(committee.vote(kind, view, id, voter)));
  }

  private void propose(TestBlock block, long view, List<Certificate> justification) {
    int proposer = short0.leaders().leaderIndex(view);
    Vote vote = committee.vote(VoteKind.NOTARIZE, view, block.id(), proposer);
    receive(proposer, new ProposalMessage(block.toBytes(), vote, justification));
  }

  private <T> List<T> all(Class<T> kind) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private List<Vote> votesCast() {
    return all(PersistVote.class).stream().map(PersistVote::vote).map(VoteRecord::vote).toList();
  }

  private void notarizeClosing() {
    propose(closing, 1, List.of());
    input(new CandidateValidated(closing.id(), Optional.empty()));
    receiveVote(VoteKind.NOTARIZE, 1, closing.id(), other);
    assertEquals(2, engine.status().view());
  }

  /** Brings the engine to the first view from one on that somebody else leads. */
  private long foreignView(long from) {
    long view = from;
    while (short0.leaders().leaderIndex(view) == self) {
      receive(other, nullification(view));
      view++;
    }
    return view;
  }

  private CertificateMessage nullification(long view) {
    return new CertificateMessage(
        List.of(committee.certificate(VoteKind.NULLIFY, view, Hash.ZERO, 0, 1, 2)));
  }

  @Test
  void theFinalizationOfTheClosingBlockEndsTheEpoch() {
    notarizeClosing();
    receiveVote(VoteKind.FINALIZE, 1, closing.id(), leader);
    receiveVote(VoteKind.FINALIZE, 1, closing.id(), fourth);
    assertEquals(List.of(closing), all(Finalized.class).getFirst().chain());
    var ended = assertInstanceOf(EpochEnded.class, effects.getLast());
    assertEquals(0, ended.epoch());
    assertEquals(closing.id(), ended.finalization().blockId());
    receiveVote(VoteKind.NULLIFY, 2, Hash.ZERO, fourth);
    input(new TimerFired(new Timer.Resend()));
    assertTrue(effects.isEmpty(), "its work is done");
  }

  @Test
  void theClosingBlockIsNotBuiltOnButProposedAgain() {
    notarizeClosing();
    long view = 2;
    while (short0.leaders().leaderIndex(view) != self) {
      receive(other, nullification(view));
      view++;
    }
    assertTrue(all(BuildCandidate.class).isEmpty());
    Vote again = votesCast().getFirst();
    if (view == 2) return; // voted as soon as the view began, seen by notarizeClosing
    assertEquals(closing.id(), again.blockId());
    assertEquals(view, again.view());
    assertTrue(
        all(Broadcast.class).stream()
            .anyMatch(sent ->
                sent.message() instanceof ProposalMessage proposal
                    && proposal.leaderVote().equals(again)));
  }

  @Test
  void aClosingBlockProposedAgainIsVotedForAndFinalInTheLaterView() {
    notarizeClosing();
    long view = foreignView(2);
    propose(closing, view, List.of());
    assertTrue(all(ValidateCandidate.class).isEmpty(), "it was judged before");
    assertEquals(closing.id(), votesCast().getFirst().blockId());
    assertEquals(view, votesCast().getFirst().view());
    var proof = committee.certificate(VoteKind.FINALIZE, view, closing.id(), 0, 1, 2);
    receive(other, new CertificateMessage(List.of(proof)));
    assertEquals(List.of(closing), all(Finalized.class).getFirst().chain());
    assertInstanceOf(EpochEnded.class, effects.getLast());
  }

  @Test
  void aViewInWhichTheClosingBlockWasRefinalisedIsNeverNullified() {
    notarizeClosing();
    long view = foreignView(2);
    propose(closing, view, List.of());
    int seconder = short0.leaders().leaderIndex(view) == other ? fourth : other;
    receiveVote(VoteKind.NOTARIZE, view, closing.id(), seconder);
    assertEquals(
        List.of(VoteKind.FINALIZE), votesCast().stream().map(Vote::kind).distinct().toList());
    input(new TimerFired(new Timer.View(view)));
    assertTrue(votesCast().isEmpty());
  }

  @Test
  void nothingIsBuiltOnTheClosingBlockInItsEpoch() {
    notarizeClosing();
    long view = foreignView(2);
    propose(TestBlock.on(closing, view), view, List.of());
    assertTrue(all(ValidateCandidate.class).isEmpty());
    assertEquals(1, engine.status().rejected());
  }

  @Test
  void theClosingBlockIsNotProposedAgainOverAViewThatMayHoldAnother() {
    notarizeClosing();
    long held = 2;
    while (short0.leaders().leaderIndex(held + 1) == self) {
      receive(other, nullification(held));
      held++;
    }
    var rival = TestBlock.on(TestBlock.GENESIS, held);
    var proof = committee.certificate(VoteKind.NOTARIZE, rival, 0, 1, 2);
    receive(other, new CertificateMessage(List.of(proof)));
    assertEquals(held + 1, engine.status().view());
    propose(closing, held + 1, List.of());
    assertTrue(votesCast().isEmpty(), "the rival may be final in the view before");
    receive(other, nullification(held));
    assertEquals(closing.id(), votesCast().getFirst().blockId(), "now it cannot");
  }

  @Test
  void aBlockThatClosesNothingIsNotProposedAgain() {
    engine = engine(committee.settings, Recovered.genesis(TestBlock.GENESIS));
    start();
    notarizeClosing();
    long view = foreignView(2);
    propose(closing, view, List.of());
    assertEquals(1, engine.status().rejected());
  }

  private Recovered inThirdEpoch(List<VoteRecord> votes, long highest) {
    var head = new TestBlock(Hash.ZERO, 30, (2L << 32) + 35, 0);
    var proof = committee.certificate(VoteKind.FINALIZE, (2L << 32) + 37, head.id(), 0, 1, 2);
    return new Recovered(head, Optional.of(proof), votes, highest);
  }

  @Test
  void theViewsOfAnEpochBeginAtItsBase() {
    engine = engine(third, inThirdEpoch(List.of(), 0));
    start();
    assertEquals(BASE + 1, engine.status().view());
    assertEquals(3, engine.status().epoch());
  }

  @Test
  void anEngineForAnEpochThatIsOverIsRefused() {
    var over = committee.settings.in(epoch(2, 21, 30));
    assertThrows(IllegalArgumentException.class, () -> engine(over, inThirdEpoch(List.of(), 0)));
  }

  @Test
  void votesOfOtherEpochsNeitherCountNorSilenceAfterARestart() {
    // Of a set in which this validator had another index, and of a future that the chain lost.
    Vote former = committee.vote(VoteKind.NULLIFY, (2L << 32) + 36, Hash.ZERO, fourth);
    Vote later = committee.vote(VoteKind.NULLIFY, (4L << 32) + 1, Hash.ZERO, other);
    engine = engine(third, inThirdEpoch(List.of(record(former), record(later)), later.view()));
    start();
    input(new TimerFired(new Timer.View(BASE + 1)));
    assertEquals(VoteKind.NULLIFY, votesCast().getFirst().kind());
  }

  private static VoteRecord record(Vote vote) {
    return new VoteRecord(vote, Optional.empty(), Optional.empty());
  }

  @Test
  void aVoterOfAFormerEpochIsShownHowThatEnded() {
    engine = engine(third, inThirdEpoch(List.of(), 0));
    start();
    receiveVote(VoteKind.NULLIFY, (2L << 32) + 36, Hash.ZERO, other);
    assertEquals(List.of(new ServeBlocks(committee.key(other), 30, 1)), effects);
    receiveVote(VoteKind.NULLIFY, (2L << 32) + 36, Hash.ZERO, other);
    assertTrue(effects.isEmpty(), "once between two ticks");
  }

  @Test
  void whatCameTooEarlyIsHandedToTheNextMachine() {
    notarizeClosing();
    var vote = committee.vote(VoteKind.NULLIFY, (1L << 32) + 1, Hash.ZERO, fourth);
    receive(fourth, new VoteMessage(vote));
    assertEquals(
        List.of(new Send(committee.key(fourth), BlockRequest.from(1))), effects, "it knows more");
    var proof = committee.certificate(VoteKind.FINALIZE, closing, 0, 1, 2);
    receive(other, new CertificateMessage(List.of(proof)));
    var ended = assertInstanceOf(EpochEnded.class, effects.getLast());
    assertEquals(
        List.of(new MessageReceived(committee.key(fourth), new VoteMessage(vote))), ended.early());
  }

  @Test
  void theProposalOfTheNextEpochBringsTheFinalizationOfThisOne() {
    notarizeClosing();
    var proof = committee.certificate(VoteKind.FINALIZE, closing, 0, 1, 2);
    long view = (1L << 32) + 1;
    var next = new TestBlock(closing.id(), 2, view, 0);
    Vote vote = committee.vote(VoteKind.NOTARIZE, view, next.id(), fourth);
    var proposal = new ProposalMessage(next.toBytes(), vote, List.of(proof));
    receive(fourth, proposal);
    var ended = assertInstanceOf(EpochEnded.class, effects.getLast());
    assertEquals(List.of(new MessageReceived(committee.key(fourth), proposal)), ended.early());
  }

  @Test
  void earlyMessagesAreBounded() {
    notarizeClosing();
    for (int i = 1; i <= 100; i++) {
      var vote = committee.vote(VoteKind.NULLIFY, (1L << 32) + i, Hash.ZERO, fourth);
      receive(fourth, new VoteMessage(vote));
    }
    var proof = committee.certificate(VoteKind.FINALIZE, closing, 0, 1, 2);
    receive(other, new CertificateMessage(List.of(proof)));
    assertEquals(8, assertInstanceOf(EpochEnded.class, effects.getLast()).early().size());
  }

  @Test
  void aFinalizedChainOfALaterEpochIsAskedForFromThisOneOn() {
    var far = new TestBlock(Hash.ZERO, 30, (2L << 32) + 35, 0);
    var proof = committee.certificate(VoteKind.FINALIZE, far, 0, 1, 2);
    receive(other, new FinalizedChain(List.of(far.toBytes()), proof));
    assertEquals(List.of(new Send(committee.key(other), BlockRequest.from(1))), effects);
  }

  @Test
  void aFinalizedChainMayEndWithTheClosingBlockOfALaterView() {
    var proof = committee.certificate(VoteKind.FINALIZE, 9, closing.id(), 0, 1, 2);
    receive(other, new FinalizedChain(List.of(closing.toBytes()), proof));
    assertEquals(List.of(closing), all(Finalized.class).getFirst().chain());
    assertInstanceOf(EpochEnded.class, effects.getLast());
  }
}
