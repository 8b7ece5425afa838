package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.ConsensusMessage;
import io.pouw.consensus.ProposalMessage;
import io.pouw.consensus.Vote;
import io.pouw.consensus.VoteKind;

/**
 * A leader that builds on an older block than it has to, as if the notarised ones in between were
 * not there: to everybody, with its own vote, and in place of the block that it should propose.
 */
final class Forker implements Conduct {
  private static final int FORK_PPM = 700_000;

  @Override
  public void broadcast(ConsensusMessage message, SimulatedNode sender) {
    if (message instanceof ProposalMessage proposal && sender.world.random.chance(FORK_PPM))
      Conduct.toAll(Packet.of(fork(proposal, sender)), sender);
    else Conduct.toAll(Packet.of(message), sender);
  }

  private static ProposalMessage fork(ProposalMessage proposal, SimulatedNode sender) {
    Candidate head = sender.head();
    long view = proposal.leaderVote().view();
    Candidate block = sender.part.stray(head, Math.max(view, head.view() + 1), sender.world.random);
    Vote vote = Forgery.sign(VoteKind.NOTARIZE, view, block.id(), sender);
    return new ProposalMessage(block.toBytes(), vote, proposal.justification());
  }
}
