package io.pouw.simulation;

import io.pouw.consensus.ConsensusMessage;

/** How a validator treats what its engine wants to be sent to all validators. */
interface Conduct {
  /** Sends it to everyone as it is. */
  Conduct HONEST =
      (message, sender) -> {
        for (int to = 0; to < sender.world.scenario.validators(); to++)
          if (to != sender.index) sender.send(to, message);
      };

  void broadcast(ConsensusMessage message, SimulatedValidator sender);
}
