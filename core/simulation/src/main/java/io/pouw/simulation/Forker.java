package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.ConsensusMessage;
import io.pouw.consensus.EngineStatus;
import io.pouw.consensus.ProposalMessage;
import io.pouw.consensus.Vote;
import io.pouw.consensus.VoteKind;
import io.pouw.consensus.VoteMessage;
import java.util.List;

/**
 * A leader that builds on the last final block as if no notarised one were above it, and does so at
 * once, before the others can know that one of those is final, too. It votes for its block in every
 * way.
 */
final class Forker implements Conduct {
  private static final int FORK_PPM = 800_000;

  private long lastForked;

  @Override
  public void overhear(int from, Packet packet, SimulatedNode self) {
    self.status().map(EngineStatus::view).ifPresent(view -> forkAt(view, self));
  }

  private void forkAt(long view, SimulatedNode self) {
    if (view <= lastForked || self.head().view() >= view - 1) return;
    if (!self.part.epoch().leaders().leader(view).key().equals(self.world.key(self.index))) return;
    lastForked = view;
    if (!self.world.random.chance(FORK_PPM)) return;
    Candidate block = self.part.stray(self.head(), view, self.world.random);
    Vote notarize = Forgery.sign(VoteKind.NOTARIZE, view, block.id(), self);
    Vote finalize = Forgery.sign(VoteKind.FINALIZE, view, block.id(), self);
    Conduct.toAll(Packet.of(new ProposalMessage(block.toBytes(), notarize, List.of())), self);
    Conduct.toAll(Packet.of(new VoteMessage(finalize)), self);
  }

  /** It proposes nothing but that in a view that it has forked. */
  @Override
  public void broadcast(ConsensusMessage message, SimulatedNode sender) {
    boolean late =
        message instanceof ProposalMessage proposal && proposal.leaderVote().view() <= lastForked;
    if (!late) Conduct.toAll(Packet.of(message), sender);
  }
}
