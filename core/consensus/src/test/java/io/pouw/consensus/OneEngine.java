package io.pouw.consensus;

import io.pouw.consensus.ConsensusEffect.Broadcast;
import io.pouw.consensus.ConsensusInput.CandidateValidated;
import io.pouw.consensus.ConsensusInput.MessageReceived;
import io.pouw.consensus.ConsensusInput.Started;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** An engine that does not lead view 1, fed by hand; what the tests of it share. */
abstract class OneEngine {
  final Committee committee = new Committee(1, 1, 1, 1);
  final int leader = committee.leader(1);
  final int self = (leader + 1) % 4;
  final int third = (leader + 2) % 4;
  final int fourth = (leader + 3) % 4;
  final TestBlock block = TestBlock.on(TestBlock.GENESIS, 1);
  final List<ConsensusEffect> effects = new ArrayList<>();
  SimplexEngine engine = engine(Recovered.genesis(TestBlock.GENESIS));

  SimplexEngine engine(Recovered recovered) {
    return new SimplexEngine(
        committee.settings, committee.signer(self), TestBlock::decode, recovered);
  }

  @BeforeEach
  void start() {
    input(new Started());
  }

  void input(ConsensusInput input) {
    effects.clear();
    effects.addAll(engine.on(input));
  }

  void receive(int from, ConsensusMessage message) {
    input(new MessageReceived(committee.key(from), message));
  }

  void receiveVote(VoteKind kind, long view, Hash id, int voter) {
    receive(voter, new VoteMessage(committee.vote(kind, view, id, voter)));
  }

  void receiveProposal(TestBlock proposed) {
    int proposer = committee.leader(proposed.view());
    Vote vote = committee.vote(VoteKind.NOTARIZE, proposed.view(), proposed.id(), proposer);
    receive(proposer, new ProposalMessage(proposed.toBytes(), vote, List.of()));
  }

  <T> List<T> all(Class<T> kind) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<Vote> votesSent() {
    return all(Broadcast.class).stream()
        .map(Broadcast::message)
        .filter(VoteMessage.class::isInstance)
        .map(message -> ((VoteMessage) message).vote())
        .toList();
  }

  void notarizeBlock() {
    receiveProposal(block);
    input(new CandidateValidated(block.id(), Optional.empty()));
  }

  void nullify(long view) {
    receive(
        third,
        new CertificateMessage(
            List.of(committee.certificate(VoteKind.NULLIFY, view, Hash.ZERO, 0, 1, 2))));
  }
}
