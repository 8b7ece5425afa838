package io.pouw.simulation;

import io.pouw.consensus.ConsensusMessage;
import io.pouw.consensus.ProposalMessage;
import io.pouw.consensus.Vote;
import io.pouw.consensus.VoteKind;
import io.pouw.consensus.VoteMessage;
import io.pouw.primitives.Hash;
import java.util.LinkedHashSet;

/**
 * Votes to notarise and to finalise every block that it hears of, whatever is in it and even if it
 * has never seen it, and now and then one that nobody has.
 */
final class BlindVoter implements Conduct {
  private static final int INVENTED_PPM = 50_000;
  private static final int REMEMBERED = 64;

  private final LinkedHashSet<String> supported = new LinkedHashSet<>();

  @Override
  public void overhear(int from, Packet packet, SimulatedNode self) {
    if (packet.topic() != Packet.Topic.CONSENSUS) return;
    switch (packet.consensus().orElse(null)) {
      case ProposalMessage proposal -> support(proposal.leaderVote(), self);
      case VoteMessage(Vote vote) when vote.kind() == VoteKind.NOTARIZE -> support(vote, self);
      case null, default -> {}
    }
  }

  private void support(Vote vote, SimulatedNode self) {
    if (!supported.add(vote.view() + ":" + vote.blockId())) return;
    if (supported.size() > REMEMBERED) supported.removeFirst();
    SplitMix64 random = self.world.random;
    Hash block =
        random.chance(INVENTED_PPM) ? Hash.sha256(vote.blockId().toBytes()) : vote.blockId();
    VoteKind kind = random.below(2) == 0 ? VoteKind.NOTARIZE : VoteKind.FINALIZE;
    Conduct.toAll(Packet.of(new VoteMessage(Forgery.sign(kind, vote.view(), block, self))), self);
  }

  @Override
  public void broadcast(ConsensusMessage message, SimulatedNode sender) {
    Conduct.toAll(Packet.of(message), sender);
  }
}
