package io.pouw.simulation;

import io.pouw.network.PeerEndpoint;
import io.pouw.network.discovery.DialTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nodes that look for one another, each at an endpoint, and how two of them get a connection. */
final class MeetingPlace {
  /** What lies between the nodes. */
  interface Roads {
    /** Nanoseconds on the way. */
    long latency(int from, int to);

    /** Whether what is under way arrives now. */
    boolean isOpen(int from, int to);

    /** Whether this try to connect comes to nothing, for no reason. */
    boolean dialFails();

    /** Nanoseconds for which a node does nothing at all. */
    long sleeps(int node);

    /** A node has a peer that it had not. */
    void joined(int node, int peer);

    /** A peer of a node is gone. */
    void left(int node, int peer);
  }

  private static final int AT_ONCE_MS = 100;

  final VirtualTime time;
  final SplitMix64 random;
  final MeetingRules rules;
  final Roads roads;
  private final List<MeetingNode> nodes = new ArrayList<>();
  private final Map<PeerEndpoint, MeetingNode> places = new LinkedHashMap<>();

  MeetingPlace(VirtualTime time, SplitMix64 random, MeetingRules rules, Roads roads) {
    this.time = time;
    this.random = random;
    this.rules = rules;
    this.roads = roads;
    for (int i = 0; i < rules.nodes(); i++) {
      var node = new MeetingNode(this, i);
      nodes.add(node);
      places.put(MeetingNode.endpointOf(i), node);
    }
  }

  List<MeetingNode> nodes() {
    return nodes;
  }

  /** When the end of a connection that broke is noticed: at once, or when nothing was heard. */
  Duration notice() {
    int bound = random.below(2) == 0 ? AT_ONCE_MS : silenceMillis();
    return Duration.ofMillis(random.below(bound));
  }

  private int silenceMillis() {
    return (int) silence().toMillis();
  }

  /** After so long without a word a connection counts as broken. */
  Duration silence() {
    return rules.timings().ping().multipliedBy(3);
  }

  boolean isOpenBothWays(int one, int other) {
    return roads.isOpen(one, other) && roads.isOpen(other, one);
  }

  /** One node tries to connect to whoever listens at a place. */
  void dial(MeetingNode from, DialTarget target) {
    Optional<MeetingNode> there = Optional.ofNullable(places.get(target.endpoint()));
    long latency = roads.latency(from.index, there.map(node -> node.index).orElse(from.index));
    boolean fails = roads.dialFails();
    int life = from.life();
    time.schedule(
        2 * latency,
        () -> {
          if (from.life() != life) return;
          if (fails || there.filter(node -> answers(node, from)).isEmpty())
            from.failed(target, "nobody answers");
          else connect(from, there.get(), target, latency);
        });
  }

  private boolean answers(MeetingNode node, MeetingNode caller) {
    return node.isRunning() && isOpenBothWays(caller.index, node.index);
  }

  private void connect(MeetingNode from, MeetingNode to, DialTarget target, long latency) {
    var near = new MeetingLink(this, from, to, target, latency);
    var far = new MeetingLink(this, to, from, null, latency);
    MeetingLink.join(near, far);
    to.begin(far);
    from.begin(near);
  }
}
