package io.pouw.simulation;

import io.pouw.consensus.ConsensusMessage;
import java.util.List;

/** Misbehaves in another way each time. */
final class Chameleon implements Conduct {
  private static final int BLIND_PPM = 200_000;

  private final BlindVoter blind = new BlindVoter();
  private final Replayer replayer = new Replayer();
  private final List<Conduct> conducts =
      List.of(
          new Equivocator(),
          new Withholder(),
          new GarbageSender(),
          new Mutator(),
          replayer,
          new Forger(),
          new Forker(),
          new Conduct.Honest());

  @Override
  public void overhear(int from, Packet packet, SimulatedNode self) {
    replayer.overhear(from, packet, self);
    if (self.world.random.chance(BLIND_PPM)) blind.overhear(from, packet, self);
  }

  @Override
  public void broadcast(ConsensusMessage message, SimulatedNode sender) {
    conducts.get(sender.world.random.below(conducts.size())).broadcast(message, sender);
  }
}
