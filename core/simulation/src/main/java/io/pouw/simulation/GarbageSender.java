package io.pouw.simulation;

import io.pouw.consensus.ConsensusMessage;

/** Says what it should, and sends bytes that mean nothing beside it. */
final class GarbageSender implements Conduct {
  private static final int SOME_PPM = 300_000;
  private static final int MOST_BYTES = 2_048;

  @Override
  public void broadcast(ConsensusMessage message, SimulatedNode sender) {
    Conduct.toAll(Packet.of(message), sender);
    SplitMix64 random = sender.world.random;
    byte[] garbage = new byte[random.below(MOST_BYTES)];
    for (int i = 0; i < garbage.length; i++) garbage[i] = (byte) random.below(256);
    // A kind that exists brings it past the first look.
    if (garbage.length > 0 && random.chance(SOME_PPM)) garbage[0] = (byte) random.below(6);
    Conduct.toSome(new Packet(Packet.Topic.CONSENSUS, garbage), sender, SOME_PPM);
  }
}
