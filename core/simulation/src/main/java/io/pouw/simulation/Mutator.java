package io.pouw.simulation;

import io.pouw.consensus.ConsensusMessage;
import java.util.Arrays;

/** Sends its messages damaged to some of the others, whole to the rest, or both. */
final class Mutator implements Conduct {
  private static final int WHOLE_PPM = 700_000;
  private static final int DAMAGED_PPM = 500_000;
  private static final int MOST_BEHIND = 64;

  @Override
  public void broadcast(ConsensusMessage message, SimulatedNode sender) {
    Packet whole = Packet.of(message);
    Packet damaged = whole.with(damage(whole.bytes(), sender.world.random));
    Conduct.toSome(damaged, sender, DAMAGED_PPM);
    Conduct.toSome(whole, sender, WHOLE_PPM);
  }

  private static byte[] damage(byte[] bytes, SplitMix64 random) {
    return switch (random.below(4)) {
      case 0 -> Arrays.copyOf(bytes, random.below(bytes.length));
      case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.below(MOST_BEHIND));
      default -> flip(bytes.clone(), 1 + random.below(3), random);
    };
  }

  private static byte[] flip(byte[] bytes, int bits, SplitMix64 random) {
    for (int i = 0; i < bits; i++)
      bytes[random.below(bytes.length)] ^= (byte) (1 << random.below(8));
    return bytes;
  }
}
