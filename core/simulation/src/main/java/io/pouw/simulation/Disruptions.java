package io.pouw.simulation;

import java.time.Duration;
import java.util.List;

/** Draws partitions, crashes and restarts until it is told to stop. */
final class Disruptions {
  private final World world;
  private final List<? extends SimulatedNode> nodes;
  private boolean active = true;

  Disruptions(World world, List<? extends SimulatedNode> nodes) {
    this.world = world;
    this.nodes = nodes;
  }

  void scheduleNext() {
    Duration twice = world.scenario.disruptionGap().multipliedBy(2);
    world.time.schedule(world.random.between(Duration.ZERO, twice), this::strike);
  }

  void stop() {
    active = false;
    world.stopCrashing();
    world.network.heal();
    world.network.conditions(NetworkConditions.calm());
    nodes.forEach(SimulatedNode::start);
  }

  private void strike() {
    if (!active) return;
    switch (world.random.below(8)) {
      case 0, 1 -> partition();
      case 2 -> world.network.heal();
      case 3 -> nodes.get(world.random.below(nodes.size())).crash();
      case 4 -> {
        // Everybody at once: what is not on some disk is gone.
        if (world.random.below(4) == 0) nodes.forEach(SimulatedNode::crash);
      }
      default -> nodes.get(world.random.below(nodes.size())).start();
    }
    scheduleNext();
  }

  private void partition() {
    int[] groups = new int[nodes.size()];
    int count = 2 + world.random.below(2);
    for (int i = 0; i < groups.length; i++) groups[i] = world.random.below(count);
    world.network.partition(groups);
  }
}
