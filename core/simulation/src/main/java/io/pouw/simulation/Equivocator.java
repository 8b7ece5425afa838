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
 * A Byzantine validator: shows two blocks to two halves of the network, votes for both, both
 * finalises and nullifies, proposes invalid blocks and blocks on a parent that has been passed
 * over, and sometimes keeps silent.
 */
final class Equivocator implements Conduct {
  private static final int SILENT_PPM = 100_000;
  private static final int INVALID_PPM = 300_000;
  private static final int FORK_PPM = 300_000;
  private static final int REMEMBERED = 8;

  private final Deque<Vote> seen = new ArrayDeque<>();
  private final Deque<Candidate> proposed = new ArrayDeque<>();

  @Override
  public void broadcast(ConsensusMessage message, SimulatedValidator sender) {
    if (sender.world.random.chance(SILENT_PPM)) return;
    Conduct.HONEST.broadcast(message, sender);
    switch (message) {
      case ProposalMessage proposal -> proposeAnother(proposal, sender);
      case VoteMessage(Vote vote) -> contradict(vote, sender);
      default -> {}
    }
  }

  /** The first proposal went to all; messages race, so the halves differ in which comes first. */
  private void proposeAnother(ProposalMessage proposal, SimulatedValidator sender) {
    Candidate first = SimulatedBlock.decode(proposal.candidate());
    boolean valid = !sender.world.random.chance(INVALID_PPM);
    var parallel =
        new SimulatedBlock(
            first.parent(), first.height(), first.view(), sender.world.random.nextLong(), valid);
    SimulatedBlock second = fork(first.view(), sender).orElse(parallel);
    Vote vote = sign(VoteKind.NOTARIZE, first.view(), second.id(), sender);
    proposed.addLast(first);
    if (proposed.size() > REMEMBERED) proposed.removeFirst();
    remember(proposal.leaderVote());
    remember(vote);
    var twin = new ProposalMessage(second.toBytes(), vote, proposal.justification());
    int validators = sender.world.scenario.validators();
    for (int to = 0; to < validators; to++)
      if (to != sender.index && sender.world.random.chance(500_000)) sender.send(to, twin);
  }

  /** A block on an earlier one that it has proposed or on what it takes to be final, perhaps. */
  private Optional<SimulatedBlock> fork(long view, SimulatedValidator sender) {
    if (!sender.world.random.chance(FORK_PPM)) return Optional.empty();
    proposed.addLast(sender.head());
    Candidate parent = List.copyOf(proposed).get(sender.world.random.below(proposed.size()));
    return Optional.of(SimulatedBlock.on(parent, view, sender.world.random.nextLong(), true));
  }

  private void contradict(Vote vote, SimulatedValidator sender) {
    for (Vote other : List.copyOf(seen)) {
      if (other.view() != vote.view()) continue;
      for (VoteKind kind : List.of(VoteKind.NOTARIZE, VoteKind.FINALIZE))
        lie(sign(kind, vote.view(), other.blockId(), sender), sender);
    }
    if (vote.kind() == VoteKind.NULLIFY) return;
    remember(vote);
    lie(sign(VoteKind.NULLIFY, vote.view(), Hash.ZERO, sender), sender);
  }

  private void lie(Vote vote, SimulatedValidator sender) {
    for (int to = 0; to < sender.world.scenario.validators(); to++)
      if (to != sender.index && sender.world.random.chance(500_000))
        sender.send(to, new VoteMessage(vote));
  }

  private void remember(Vote vote) {
    seen.addLast(vote);
    if (seen.size() > REMEMBERED) seen.removeFirst();
  }

  private static Vote sign(VoteKind kind, long view, Hash block, SimulatedValidator sender) {
    byte[] message = Vote.message(sender.world.settings.chainId(), kind, view, block);
    return new Vote(
        kind, view, block, sender.index, sender.world.signer(sender.index).sign(message));
  }
}
