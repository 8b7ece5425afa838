package io.pouw.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A network that delays, loses, duplicates, reorders and corrupts, and that can be partitioned.
 * Nodes are numbers; messages are bytes, so whatever runs on it goes through its real codec.
 */
public final class SimulatedNetwork {
  /** Where messages arrive. */
  public interface Endpoint {
    void receive(int from, byte[] message);
  }

  private static final int STRAGGLER = 100;

  private final VirtualTime time;
  private final SplitMix64 random;
  private final int[] groups;
  private List<? extends Endpoint> endpoints = List.of();
  private NetworkConditions conditions;

  public SimulatedNetwork(
      VirtualTime time, SplitMix64 random, int size, NetworkConditions conditions) {
    this.time = time;
    this.random = random;
    this.groups = new int[size];
    this.conditions = conditions;
  }

  /** Puts the nodes to their places; before the first message. */
  public void connect(List<? extends Endpoint> nodes) {
    if (nodes.size() != groups.length)
      throw new IllegalArgumentException(nodes.size() + " nodes for " + groups.length + " places");
    endpoints = List.copyOf(nodes);
  }

  /** Changes how messages sent from now on are treated. */
  public void conditions(NetworkConditions changed) {
    conditions = changed;
  }

  /** Nodes in different groups no longer hear each other, messages on their way included. */
  public void partition(int[] groupOfNode) {
    System.arraycopy(groupOfNode, 0, groups, 0, groups.length);
  }

  public void heal() {
    Arrays.fill(groups, 0);
  }

  public void send(int from, int to, byte[] message) {
    if (random.chance(conditions.lossPpm())) return;
    deliverLater(from, to, message);
    if (random.chance(conditions.duplicatePpm())) deliverLater(from, to, message);
  }

  private void deliverLater(int from, int to, byte[] message) {
    Duration latency = random.between(conditions.minLatency(), conditions.maxLatency());
    if (random.chance(conditions.stragglerPpm())) latency = latency.multipliedBy(STRAGGLER);
    byte[] arriving = random.chance(conditions.corruptPpm()) ? corrupted(message) : message;
    time.schedule(
        latency,
        () -> {
          if (groups[from] == groups[to]) endpoints.get(to).receive(from, arriving);
        });
  }

  private byte[] corrupted(byte[] message) {
    byte[] copy = message.clone();
    copy[random.below(copy.length)] ^= (byte) (1 << random.below(8));
    return copy;
  }
}
