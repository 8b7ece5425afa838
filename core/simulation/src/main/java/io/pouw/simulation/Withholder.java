package io.pouw.simulation;

import io.pouw.consensus.ConsensusMessage;

/** Sends everything to some only, and now and then nothing to anyone. */
final class Withholder implements Conduct {
  private static final int SILENT_PPM = 300_000;
  private static final int SOME_PPM = 500_000;

  @Override
  public void broadcast(ConsensusMessage message, SimulatedNode sender) {
    if (!sender.world.random.chance(SILENT_PPM))
      Conduct.toSome(Packet.of(message), sender, SOME_PPM);
  }
}
