package io.pouw.simulation;

import io.pouw.consensus.ConsensusMessage;

/** How a validator treats what its engine wants to be sent to all validators. */
interface Conduct {
  void broadcast(ConsensusMessage message, SimulatedValidator sender);

  /** Something arrived, before the engine sees it. */
  default void overhear(int from, Packet packet, SimulatedValidator self) {}

  /** Sends everything to everyone as it is. */
  record Honest() implements Conduct {
    @Override
    public void broadcast(ConsensusMessage message, SimulatedValidator sender) {
      toAll(Packet.of(message), sender);
    }
  }

  static Conduct of(Misconduct misconduct) {
    return switch (misconduct) {
      case EQUIVOCATE -> new Equivocator();
      case WITHHOLD -> new Withholder();
      case GARBAGE -> new GarbageSender();
      case MUTATE -> new Mutator();
      case REPLAY -> new Replayer();
      case VOTE_BLINDLY -> new BlindVoter();
      case EVERYTHING -> new Chameleon();
    };
  }

  static void toAll(Packet packet, SimulatedValidator sender) {
    for (int to = 0; to < sender.world.scenario.validators(); to++)
      if (to != sender.index) sender.send(to, packet);
  }

  /** Each of the others gets it with this chance. */
  static void toSome(Packet packet, SimulatedValidator sender, int ppm) {
    for (int to = 0; to < sender.world.scenario.validators(); to++)
      if (to != sender.index && sender.world.random.chance(ppm)) sender.send(to, packet);
  }
}
