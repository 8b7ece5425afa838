package io.pouw.simulation;

import java.time.Duration;
import java.util.List;

/** Lets the faults of a scenario strike until it is told to stop. */
final class Disruptions {
  private final World world;
  private final List<SimulatedNode> nodes;
  private boolean active = true;

  Disruptions(World world, List<SimulatedNode> nodes) {
    this.world = world;
    this.nodes = nodes;
  }

  void schedule() {
    for (Fault.Timed timed : world.scenario.faults())
      world.time.schedule(timed.at(), () -> strike(timed.fault()));
  }

  /** The faults are over: everything heals, and everybody who is down starts. */
  void stop() {
    active = false;
    world.trace.note(() -> "the faults end");
    world.stopCrashing();
    world.acquaintances().ifPresent(Acquaintances::endFaults);
    world.network.heal();
    world.network.conditions(world.network.conditions().withoutFaults());
    completeUpgrades();
    for (SimulatedNode node : nodes) {
      node.disk.operations().disarm();
      node.pause(Duration.ZERO);
      node.start();
    }
  }

  private void strike(Fault fault) {
    if (!active) return;
    world.trace.note(() -> "fault: " + fault);
    switch (fault) {
      case Fault.Partition(List<Integer> groups) -> partition(groups);
      case Fault.OneWay(List<Integer> silenced) -> silence(silenced);
      case Fault.Heal() -> world.network.heal();
      case Fault.Clog(int from, int to, Duration duration) -> {
        if (exists(from) && exists(to)) world.network.clog(from, to, duration);
      }
      case Fault.Pause(int node, Duration duration) -> {
        if (exists(node)) nodes.get(node).pause(duration);
      }
      case Fault.Crash(int node, DiskFault disk) -> {
        if (exists(node)) nodes.get(node).crash(disk);
      }
      case Fault.CrashAtDisk(int node, int ahead, DiskFault disk) -> {
        if (exists(node)) arm(nodes.get(node).disk.operations(), ahead, disk);
      }
      case Fault.Blackout(DiskFault disk) -> nodes.forEach(node -> node.crash(disk));
      case Fault.Rot(int node) -> {
        if (exists(node)) nodes.get(node).disk.rotChain();
      }
      case Fault.RotVotes(int node) -> {
        if (exists(node)) nodes.get(node).disk.rotVotes();
      }
      case Fault.Restart(int node) -> {
        if (exists(node)) nodes.get(node).start();
      }
      case Fault.Upgrade(int node, int timeoutPercent, int protocol) -> {
        if (exists(node)) upgrade(nodes.get(node), timeoutPercent, protocol);
      }
    }
  }

  /** A scenario that was made smaller may still name nodes that it no longer has. */
  private boolean exists(int node) {
    return node < nodes.size();
  }

  private static void arm(DiskOperations operations, int ahead, DiskFault disk) {
    operations.arm(operations.count() + ahead, disk);
  }

  private static void upgrade(SimulatedNode node, int timeoutPercent, int protocol) {
    node.crash(DiskFault.CLEAN);
    node.upgrade(timeoutPercent, protocol);
    node.start();
  }

  /** Those who still speak an old protocol follow the others. */
  private void completeUpgrades() {
    int newest = nodes.stream().mapToInt(SimulatedNode::protocol).max().orElse(0);
    for (SimulatedNode node : nodes) {
      if (node.protocol() == newest) continue;
      node.crash(DiskFault.CLEAN);
      node.speak(newest);
    }
  }

  private void partition(List<Integer> groups) {
    if (groups.size() >= nodes.size()) world.network.partition(groups);
  }

  private void silence(List<Integer> silenced) {
    for (int from : silenced)
      for (int to = 0; to < nodes.size(); to++)
        if (exists(from) && !silenced.contains(to)) world.network.cut(from, to);
  }
}
