package io.pouw.simulation;

import io.pouw.network.PeerEndpoint;
import io.pouw.network.discovery.DialTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Nodes that find one another by the rules of production, while nodes end and start again,
 * connections break, tries fail, one tells lies, and the version of the protocol changes. Then the
 * faults stop, and everybody has to know everybody, by one connection each, for good.
 */
public final class Meeting {
  /** After the last fault: several rounds of telling, and the longest wait between two tries. */
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration SETTLING = Duration.ofMinutes(2);
  private static final Duration QUIET = Duration.ofMinutes(2);
  private static final int NOTICE_MS = 30_000;
  private static final int START_SPREAD_MS = 5_000;

  final MeetingScenario scenario;
  final VirtualTime time = new VirtualTime();
  final SplitMix64 random;
  private final List<MeetingNode> nodes = new ArrayList<>();
  private final Map<PeerEndpoint, MeetingNode> places = new LinkedHashMap<>();
  private boolean faulty = true;

  private Meeting(MeetingScenario scenario) {
    this.scenario = scenario;
    this.random = new SplitMix64(scenario.seed());
    for (int i = 0; i < scenario.nodes(); i++) {
      var node = new MeetingNode(this, i);
      nodes.add(node);
      places.put(MeetingNode.endpointOf(i), node);
    }
  }

  /**
   * Runs a scenario to its end.
   *
   * @return how often a node joined another one
   * @throws InvariantViolation if a bound or a promise is broken, or they do not all meet
   */
  public static long run(MeetingScenario scenario) {
    try {
      return new Meeting(scenario).run();
    } catch (RuntimeException failure) {
      var violation = new InvariantViolation("%s, in %s".formatted(failure, scenario));
      violation.initCause(failure);
      throw violation;
    }
  }

  private long run() {
    for (MeetingNode node : nodes)
      time.schedule(Duration.ofMillis(random.between(0, START_SPREAD_MS)), node::start);
    long span = scenario.duration().toMillis();
    for (int i = 0; i < scenario.faults(); i++)
      time.schedule(Duration.ofMillis(random.between(0, span)), this::strike);
    if (scenario.upgrades())
      for (MeetingNode node : nodes)
        time.schedule(Duration.ofMillis(random.between(0, span)), () -> upgrade(node));
    time.runUntil(scenario.duration());
    calm();
    awaitAll();
    return nodes.stream().mapToLong(MeetingNode::joins).sum();
  }

  private void strike() {
    MeetingNode node = nodes.get(random.below(nodes.size()));
    switch (random.below(3)) {
      case 0 -> node.crash();
      case 1 -> node.start();
      default -> node.breakOne();
    }
  }

  private void upgrade(MeetingNode node) {
    node.crash();
    node.upgrade(2);
    node.start();
  }

  /** The faults are over: everybody runs the same version. */
  private void calm() {
    faulty = false;
    for (MeetingNode node : nodes) {
      if (scenario.upgrades() && node.version() == 1) upgrade(node);
      node.start();
    }
  }

  private void awaitAll() {
    Duration deadline = time.now().plus(PATIENCE);
    while (scenario.hasRoomForAll() && !haveAllMet()) {
      Invariants.require(
          time.now().compareTo(deadline) < 0,
          "liveness: %s after the last fault the nodes have %s peers"
              .formatted(PATIENCE, nodes.stream().map(MeetingNode::peers).toList()));
      time.runUntil(time.now().plus(STEP));
    }
    // What broke at the end of the faults is noticed later, and mended.
    time.runUntil(time.now().plus(SETTLING));
    if (!scenario.hasRoomForAll()) return;
    long before = nodes.stream().mapToLong(MeetingNode::joins).sum();
    time.runUntil(time.now().plus(QUIET));
    long after = nodes.stream().mapToLong(MeetingNode::joins).sum();
    Invariants.require(
        before == after && haveAllMet(), "liveness: peers go on leaving and joining");
    for (MeetingNode one : nodes)
      for (MeetingNode another : nodes)
        Invariants.require(
            one == another || one.agreesWith(another),
            "agreement: nodes %d and %d use different connections"
                .formatted(one.index, another.index));
  }

  private boolean haveAllMet() {
    return nodes.stream().allMatch(node -> node.peers() == nodes.size() - 1);
  }

  /** When the end of a connection that broke is noticed: at once, or when nothing was heard. */
  Duration notice(SplitMix64 draws) {
    return Duration.ofMillis(draws.below(2) == 0 ? draws.below(100) : draws.below(NOTICE_MS));
  }

  /** One node tries to connect to whoever listens at a place. */
  void dial(MeetingNode from, DialTarget target) {
    Optional<MeetingNode> there = Optional.ofNullable(places.get(target.endpoint()));
    long latency =
        scenario
            .latency()
            .sample(random, from.index, there.map(node -> node.index).orElse(from.index));
    boolean fails = faulty && random.chance(scenario.failurePpm());
    int life = from.life();
    time.schedule(
        2 * latency,
        () -> {
          if (from.life() != life) return;
          if (fails || there.filter(MeetingNode::isRunning).isEmpty())
            from.failed(target, "nobody answers");
          else connect(from, there.get(), target, latency);
        });
  }

  private void connect(MeetingNode from, MeetingNode to, DialTarget target, long latency) {
    var near = new MeetingLink(from, to, target, time, latency);
    var far = new MeetingLink(to, from, null, time, latency);
    MeetingLink.join(near, far);
    to.begin(far);
    from.begin(near);
  }
}
