package io.pouw.simulation;

import java.time.Duration;
import java.util.List;

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
  private static final int START_SPREAD_MS = 5_000;

  private final MeetingScenario scenario;
  private final VirtualTime time = new VirtualTime();
  private final SplitMix64 random;
  private final List<MeetingNode> nodes;
  private boolean faulty = true;

  private Meeting(MeetingScenario scenario) {
    this.scenario = scenario;
    this.random = new SplitMix64(scenario.seed());
    this.nodes = new MeetingPlace(time, random, scenario.rules(), new Quiet()).nodes();
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

  /** Ways that are always open, though not every try to connect succeeds. */
  private final class Quiet implements MeetingPlace.Roads {
    @Override
    public long latency(int from, int to) {
      return scenario.latency().sample(random, from, to);
    }

    @Override
    public boolean isOpen(int from, int to) {
      return true;
    }

    @Override
    public boolean dialFails() {
      return faulty && random.chance(scenario.failurePpm());
    }

    @Override
    public long sleeps(int node) {
      return 0;
    }

    @Override
    public void joined(int node, int peer) {}

    @Override
    public void left(int node, int peer) {}
  }
}
