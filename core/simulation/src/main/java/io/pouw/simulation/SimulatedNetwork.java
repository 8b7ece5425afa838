package io.pouw.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A network that delays, loses, duplicates, reorders and corrupts, whose links can be cut in one
 * direction or both, or be clogged. Nodes are numbers; messages are bytes, so whatever runs on it
 * goes through its real codec.
 */
final class SimulatedNetwork {
  /** Where messages arrive. */
  interface Endpoint {
    void receive(int from, Packet packet);
  }

  /** Who reaches whom, whatever the links do. */
  interface Gate {
    boolean passes(int from, int to);
  }

  private static final int STRAGGLER = 100;

  private final VirtualTime time;
  private final SplitMix64 random;
  private final boolean[][] cut;
  private final long[][] cloggedUntil;
  private final int[] protocols;
  private List<? extends Endpoint> endpoints = List.of();
  private Gate gate = (_, _) -> true;
  private NetworkConditions conditions;
  private long sent;
  private int largest;

  SimulatedNetwork(VirtualTime time, SplitMix64 random, int size, NetworkConditions conditions) {
    this.time = time;
    this.random = random;
    this.cut = new boolean[size][size];
    this.cloggedUntil = new long[size][size];
    this.protocols = new int[size];
    this.conditions = conditions;
  }

  /** Puts the nodes to their places; before the first message. */
  void connect(List<? extends Endpoint> nodes) {
    if (nodes.size() != cut.length)
      throw new IllegalArgumentException(nodes.size() + " nodes for " + cut.length + " places");
    endpoints = List.copyOf(nodes);
  }

  /** From now on only those messages are taken that pass here, and only those arrive. */
  void admit(Gate those) {
    gate = those;
  }

  /** Changes how messages sent from now on are treated. */
  void conditions(NetworkConditions changed) {
    conditions = changed;
  }

  NetworkConditions conditions() {
    return conditions;
  }

  /** Nodes in different groups no longer hear each other, messages on their way included. */
  void partition(List<Integer> groupOfNode) {
    for (int from = 0; from < cut.length; from++)
      for (int to = 0; to < cut.length; to++)
        cut[from][to] = !groupOfNode.get(from).equals(groupOfNode.get(to));
  }

  /** What one node sends no longer arrives at the other; the way back stays open. */
  void cut(int from, int to) {
    cut[from][to] = true;
  }

  /** Whether what one node sends arrives at the other. */
  boolean isOpen(int from, int to) {
    return !cut[from][to];
  }

  /** What one node sends to the other arrives in one heap when the time is over, or after it. */
  void clog(int from, int to, Duration duration) {
    cloggedUntil[from][to] = time.nanos() + duration.toNanos();
  }

  /** A node speaks another version of the protocol from now on: others hang up on it. */
  void speaks(int node, int protocol) {
    protocols[node] = protocol;
  }

  /** Opens all links again. */
  void heal() {
    for (boolean[] row : cut) Arrays.fill(row, false);
    for (long[] row : cloggedUntil) Arrays.fill(row, 0);
  }

  /** Messages that were sent so far. */
  long sent() {
    return sent;
  }

  /** The size of the longest of them. */
  int largest() {
    return largest;
  }

  void send(int from, int to, Packet packet) {
    if (!gate.passes(from, to)) return;
    sent++;
    largest = Math.max(largest, packet.bytes().length);
    if (happens(conditions.lossPpm())) return;
    deliverLater(from, to, packet);
    if (happens(conditions.duplicatePpm())) deliverLater(from, to, packet);
  }

  private boolean happens(int ppm) {
    return ppm > 0 && random.chance(ppm);
  }

  private void deliverLater(int from, int to, Packet packet) {
    long latency = conditions.latency().sample(random, from, to);
    if (happens(conditions.stragglerPpm())) latency *= STRAGGLER;
    latency = Math.max(latency, cloggedUntil[from][to] - time.nanos());
    Packet arriving = happens(conditions.corruptPpm()) ? corrupted(packet) : packet;
    time.schedule(
        latency,
        () -> {
          if (!cut[from][to] && protocols[from] == protocols[to] && gate.passes(from, to))
            endpoints.get(to).receive(from, arriving);
        });
  }

  private Packet corrupted(Packet packet) {
    byte[] copy = packet.bytes().clone();
    if (copy.length > 0) copy[random.below(copy.length)] ^= (byte) (1 << random.below(8));
    return packet.with(copy);
  }
}
