package io.pouw.simulation;

import io.pouw.consensus.EngineStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * A network of validators and followers on virtual time. {@link #run} goes through both phases of a
 * scenario: faults, in which nothing wrong may become final, then calm, in which everyone has to
 * get on. Tests that need more control advance the time and strike at nodes themselves.
 *
 * <p>Example: {@code Simulation.run(Scenario.draw(seed))}.
 */
public final class Simulation {
  private static final Duration GLANCE = Duration.ofMillis(250);
  private static final long EXPECTED_BLOCKS = 5;

  /** How many longest timeouts after the end of all faults everybody must have come forward. */
  private static final int PATIENCE = 8;

  private final World world;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final Disruptions disruptions;
  private final Optional<SimulatedClients> clients;

  public Simulation(Scenario scenario) {
    this(scenario, 0);
  }

  /**
   * @param traceLines how many lines of what happens are kept
   */
  Simulation(Scenario scenario, int traceLines) {
    world = new World(scenario, traceLines);
    for (int i = 0; i < scenario.nodes(); i++) {
      Misconduct misconduct = scenario.byzantine().get(i);
      Conduct conduct = misconduct == null ? new Conduct.Honest() : Conduct.of(misconduct);
      nodes.add(new SimulatedNode(world, i, conduct));
    }
    world.network.connect(nodes);
    world.introduce(nodes);
    disruptions = new Disruptions(world, nodes);
    clients =
        world.application instanceof LedgerApplication ledger
                && scenario.workload() == Scenario.Workload.LEDGER
            ? Optional.of(
                new SimulatedClients(world, ledger, nodes, world.random.split(), scenario.load()))
            : Optional.empty();
  }

  /**
   * Runs a scenario to its end.
   *
   * @throws InvariantViolation if something happens that may not, or nothing happens that must
   */
  public static SimulationReport run(Scenario scenario) {
    return new Simulation(scenario).runPhases();
  }

  SimulationReport runPhases() {
    try {
      begin();
      advance(world.scenario.duration());
      end();
      requireProgress();
      return report();
    } catch (RuntimeException failure) {
      var violation =
          new InvariantViolation(
              "%s, at %s of %s".formatted(said(failure), world.time.now(), world.scenario));
      violation.initCause(failure);
      throw violation;
    }
  }

  private static String said(RuntimeException failure) {
    return failure instanceof InvariantViolation
        ? String.valueOf(failure.getMessage())
        : failure.toString();
  }

  /** What happened last, if lines are kept. */
  List<String> trace() {
    return world.trace.lines();
  }

  /** Starts all nodes; faults will strike. */
  void begin() {
    start();
    disruptions.schedule();
  }

  /** The faults end. */
  void end() {
    disruptions.stop();
  }

  /** Starts all nodes. */
  public void start() {
    nodes.forEach(SimulatedNode::start);
    clients.ifPresent(SimulatedClients::start);
  }

  public void start(int node) {
    nodes.get(node).start();
  }

  /** Takes everything from a node but what it has synced. */
  public void crash(int node) {
    nodes.get(node).crash(DiskFault.LOST);
  }

  /** Nodes hear only those of the same group from now on. */
  public void partition(List<Integer> groupOfNode) {
    world.network.partition(groupOfNode);
  }

  /** Changes how the network treats messages. */
  public void conditions(NetworkConditions changed) {
    world.network.conditions(changed);
  }

  public void heal() {
    world.network.heal();
  }

  public void advance(Duration duration) {
    world.time.runUntil(world.time.now().plus(duration));
  }

  /** The height that is final for a node. */
  public long finalizedHeight(int node) {
    return nodes.get(node).head().height();
  }

  /** After all nodes were stopped, so that nothing is under way: what an operator does for one. */
  void beginVotesAnew(int node) {
    nodes.get(node).disk.beginVotesAnew();
    world.invariants.forgetVotesOf(node);
  }

  Duration now() {
    return world.time.now();
  }

  SimulatedNode node(int index) {
    return nodes.get(index);
  }

  /**
   * The ledger that is ordered.
   *
   * @throws IllegalStateException if there is none
   */
  LedgerApplication ledger() {
    if (world.application instanceof LedgerApplication ledger) return ledger;
    throw new IllegalStateException("no ledger in " + world.scenario);
  }

  DiskOperations operations(int node) {
    return nodes.get(node).disk.operations();
  }

  boolean isRunning(int node) {
    return nodes.get(node).isRunning();
  }

  /** Requires that every honest node soon finalises several blocks above all that is final now. */
  public void requireProgress() {
    long goal = world.invariants.highestFinal() + EXPECTED_BLOCKS;
    Duration patience = world.scenario.pace().maxTimeout().multipliedBy(PATIENCE);
    if (world.acquaintances().isPresent()) patience = patience.plus(PeerFinding.PATIENCE);
    Duration deadline = world.time.now().plus(patience);
    long served = clients.map(SimulatedClients::settled).orElse(0L);
    while (!haveMet() || honestMinimum() < goal || !haveServed(served)) {
      if (world.time.now().compareTo(deadline) >= 0) failAfter(patience, goal);
      advance(GLANCE);
    }
  }

  private boolean haveMet() {
    return world.acquaintances().map(Acquaintances::areComplete).orElse(true);
  }

  /** Whether more than so many transactions have taken effect, where there are clients. */
  private boolean haveServed(long served) {
    return clients.map(all -> all.settled() > served).orElse(true);
  }

  private void failAfter(Duration patience, long goal) {
    Invariants.fail(
        "liveness: the faults ended %s ago and %s: %s, views %s"
            .formatted(
                patience,
                haveMet()
                    ? "height %d with new transactions is not reached".formatted(goal)
                    : "not all have met",
                nodes.stream().map(node -> node.head().height()).toList(),
                statuses().map(EngineStatus::view).toList()));
  }

  public SimulationReport report() {
    return new SimulationReport(
        world.scenario.seed(),
        world.invariants.highestFinal(),
        most(EngineStatus::viewChanges),
        (int) most(status -> status.equivocations().size()),
        clients.map(SimulatedClients::settled).orElse(0L),
        nodes.stream().mapToLong(SimulatedNode::stops).sum(),
        world.time.now(),
        world.time.executed());
  }

  /** The share of all nodes' time in which they ran, in percent. */
  double uptimePercent() {
    double whole = (double) world.time.nanos() * nodes.size();
    long down = nodes.stream().mapToLong(SimulatedNode::downNanos).sum();
    return down == 0 ? 100 : 100 * (whole - down) / whole;
  }

  FinalityMeter meter() {
    return world.meter;
  }

  private long honestMinimum() {
    return nodes.stream()
        .filter(SimulatedNode::isHonest)
        .mapToLong(node -> node.head().height())
        .min()
        .orElse(0);
  }

  private long most(ToLongFunction<EngineStatus> figure) {
    return statuses().mapToLong(figure).max().orElse(0);
  }

  private Stream<EngineStatus> statuses() {
    return nodes.stream().map(SimulatedNode::status).flatMap(Optional::stream);
  }
}
