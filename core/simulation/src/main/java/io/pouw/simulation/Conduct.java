package io.pouw.simulation;

import io.pouw.consensus.ConsensusMessage;

/** How a validator treats what its engine wants to be sent to all validators. */
interface Conduct {
  void broadcast(ConsensusMessage message, SimulatedNode sender);

  /** Something arrived, before the engine sees it. */
  default void overhear(int from, Packet packet, SimulatedNode self) {}

  /** Sends everything to everyone as it is. */
  record Honest() implements Conduct {
    @Override
    public void broadcast(ConsensusMessage message, SimulatedNode sender) {
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
      case FORGE -> new Forger();
      case FORK -> new Forker();
      case VOTE_BLINDLY -> new BlindVoter();
      case EVERYTHING -> new Chameleon();
    };
  }

  static void toAll(Packet packet, SimulatedNode sender) {
    for (int to = 0; to < sender.world.scenario.nodes(); to++)
      if (to != sender.index) sender.send(to, packet);
  }

  /** Each of the others gets it with this chance. */
  static void toSome(Packet packet, SimulatedNode sender, int ppm) {
    for (int to = 0; to < sender.world.scenario.nodes(); to++)
      if (to != sender.index && sender.world.random.chance(ppm)) sender.send(to, packet);
  }
}
