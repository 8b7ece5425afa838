package io.pouw.simulation;

import java.util.List;

/**
 * Who has met whom in a simulated network whose nodes find one another: hosts a node's discovery
 * beside the node itself, over the same links, cuts and pauses.
 */
final class Acquaintances implements MeetingPlace.Roads {
  private static final long OWN_DRAWS = 0x68656c6c6fL;

  private final SimulatedNetwork network;
  private final NetworkConditions conditions;
  private final SplitMix64 random;
  private final int failurePpm;
  private final List<SimulatedNode> nodes;
  private final MeetingPlace place;
  private final boolean[][] met;
  private boolean faulty = true;

  Acquaintances(World world, PeerFinding finding, List<SimulatedNode> nodes) {
    this.network = world.network;
    this.conditions = world.scenario.conditions();
    this.random = new SplitMix64(world.scenario.seed() ^ OWN_DRAWS);
    this.failurePpm = finding.failurePpm();
    this.nodes = nodes;
    this.met = new boolean[nodes.size()][nodes.size()];
    this.place = new MeetingPlace(world.time, random.split(), finding.rules(world.scenario), this);
  }

  /** Whether what one node sends goes to the other: both have the other as a peer. */
  boolean connects(int from, int to) {
    return met[from][to] && met[to][from];
  }

  /** A node has started. */
  void started(int node) {
    place.nodes().get(node).upgrade(1 + nodes.get(node).protocol());
    place.nodes().get(node).start();
  }

  /** A node has ended. */
  void ended(int node) {
    for (int peer = 0; peer < met.length; peer++) met[node][peer] = false;
    place.nodes().get(node).crash();
  }

  /** From now on every try to connect to somebody who can be reached succeeds. */
  void endFaults() {
    faulty = false;
  }

  /** Whether all honest nodes have one another as peers. */
  boolean areComplete() {
    for (SimulatedNode one : nodes)
      for (SimulatedNode other : nodes)
        if (one != other && one.isHonest() && other.isHonest() && !met[one.index][other.index])
          return false;
    return true;
  }

  @Override
  public long latency(int from, int to) {
    return conditions.latency().sample(random, from, to);
  }

  @Override
  public boolean isOpen(int from, int to) {
    return network.isOpen(from, to) && sleeps(to) == 0;
  }

  @Override
  public boolean dialFails() {
    return faulty && random.chance(failurePpm);
  }

  @Override
  public long sleeps(int node) {
    return nodes.get(node).sleeps();
  }

  @Override
  public void joined(int node, int peer) {
    met[node][peer] = true;
    nodes.get(node).met(peer);
  }

  @Override
  public void left(int node, int peer) {
    met[node][peer] = false;
  }
}
