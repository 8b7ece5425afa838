package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.ConsensusMessage;
import io.pouw.consensus.ProposalMessage;
import io.pouw.consensus.Vote;
import io.pouw.consensus.VoteKind;
import io.pouw.consensus.VoteMessage;
import io.pouw.primitives.Hash;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Shows two blocks to two halves of the network, votes for both, both finalises and nullifies,
 * proposes invalid blocks and blocks on a parent that has been passed over, and sometimes keeps
 * silent.
 */
final class Equivocator implements Conduct {
  private static final int SILENT_PPM = 100_000;
  private static final int INVALID_PPM = 300_000;
  private static final int FORK_PPM = 300_000;
  private static final int ALONE_PPM = 300_000;
  private static final int EVERYBODY_PPM = 1_000_000;
  private static final int HALF_PPM = 500_000;
  private static final int REMEMBERED = 8;

  private final Deque<Vote> seen = new ArrayDeque<>();
  private final Deque<Candidate> proposed = new ArrayDeque<>();

  @Override
  public void broadcast(ConsensusMessage message, SimulatedNode sender) {
    if (sender.world.random.chance(SILENT_PPM)) return;
    if (message instanceof ProposalMessage proposal) {
      boolean alone = sender.world.random.chance(ALONE_PPM);
      if (!alone) Conduct.toAll(Packet.of(message), sender);
      proposeAnother(proposal, alone ? EVERYBODY_PPM : HALF_PPM, sender);
      return;
    }
    Conduct.toAll(Packet.of(message), sender);
    if (message instanceof VoteMessage(Vote vote)) contradict(vote, sender);
  }

  /** Where the first went to all, messages race, so the halves differ in which comes first. */
  private void proposeAnother(ProposalMessage proposal, int ppm, SimulatedNode sender) {
    Candidate first = sender.world.application.codec().decode(proposal.candidate());
    remember(proposal.leaderVote());
    Candidate second = another(first, sender);
    proposed.addLast(first);
    if (proposed.size() > REMEMBERED) proposed.removeFirst();
    Vote vote = Forgery.sign(VoteKind.NOTARIZE, first.view(), second.id(), sender);
    remember(vote);
    var twin = new ProposalMessage(second.toBytes(), vote, proposal.justification());
    Conduct.toSome(Packet.of(twin), sender, ppm);
  }

  private Candidate another(Candidate first, SimulatedNode sender) {
    SplitMix64 random = sender.world.random;
    return fork(sender)
        .map(parent -> sender.part.stray(parent, first.view(), random))
        .orElseGet(() -> sender.part.rival(first, !random.chance(INVALID_PPM), random));
  }

  /** A block that it has proposed or takes to be final, perhaps, to build on. */
  private Optional<Candidate> fork(SimulatedNode sender) {
    if (!sender.world.random.chance(FORK_PPM)) return Optional.empty();
    proposed.addLast(sender.head());
    return Optional.of(List.copyOf(proposed).get(sender.world.random.below(proposed.size())));
  }

  private void contradict(Vote vote, SimulatedNode sender) {
    for (Vote other : List.copyOf(seen)) {
      if (other.view() != vote.view()) continue;
      for (VoteKind kind : List.of(VoteKind.NOTARIZE, VoteKind.FINALIZE))
        lie(Forgery.sign(kind, vote.view(), other.blockId(), sender), sender);
    }
    if (vote.kind() == VoteKind.NULLIFY) return;
    remember(vote);
    lie(Forgery.sign(VoteKind.NULLIFY, vote.view(), Hash.ZERO, sender), sender);
  }

  private static void lie(Vote vote, SimulatedNode sender) {
    Conduct.toSome(Packet.of(new VoteMessage(vote)), sender, HALF_PPM);
  }

  private void remember(Vote vote) {
    seen.addLast(vote);
    if (seen.size() > REMEMBERED) seen.removeFirst();
  }
}
