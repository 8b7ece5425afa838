package io.pouw.simulation;

import io.pouw.consensus.ConsensusMessage;
import java.util.ArrayList;
import java.util.List;

/** Repeats what others have said, long after. */
final class Replayer implements Conduct {
  private static final int REMEMBERED = 256;
  private static final int REPLAYS = 4;
  private static final int SOME_PPM = 500_000;

  private final List<Packet> heard = new ArrayList<>();
  private int next;

  @Override
  public void overhear(int from, Packet packet, SimulatedNode self) {
    if (heard.size() < REMEMBERED) heard.add(packet);
    else if (self.world.random.chance(SOME_PPM)) heard.set(next++ % REMEMBERED, packet);
  }

  @Override
  public void broadcast(ConsensusMessage message, SimulatedNode sender) {
    Conduct.toAll(Packet.of(message), sender);
    for (int i = 0; i < REPLAYS && !heard.isEmpty(); i++)
      Conduct.toSome(heard.get(sender.world.random.below(heard.size())), sender, SOME_PPM);
  }
}
