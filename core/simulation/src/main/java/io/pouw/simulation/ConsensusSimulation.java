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
 * <p>Example: {@code ConsensusSimulation.run(Scenario.draw(seed, 4))}.
 */
public final class ConsensusSimulation {
  /** How long after the end of all faults every honest node must have come forward. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration GLANCE = Duration.ofMillis(250);
  private static final long EXPECTED_BLOCKS = 5;

  private final World world;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final List<SimulatedValidator> validators = new ArrayList<>();
  private final Disruptions disruptions;

  public ConsensusSimulation(Scenario scenario) {
    world = new World(scenario);
    for (int i = 0; i < scenario.validators(); i++) {
      Conduct conduct = scenario.byzantine().contains(i) ? new Equivocator() : Conduct.HONEST;
      validators.add(new SimulatedValidator(world, i, conduct));
    }
    nodes.addAll(validators);
    for (int i = scenario.validators(); i < scenario.nodes(); i++)
      nodes.add(new SimulatedFollower(world, i));
    world.network.connect(nodes);
    disruptions = new Disruptions(world, nodes);
  }

  /**
   * Runs a scenario to its end.
   *
   * @throws InvariantViolation if something happens that may not, or nothing happens that must
   */
  public static SimulationReport run(Scenario scenario) {
    var simulation = new ConsensusSimulation(scenario);
    try {
      return simulation.runPhases();
    } catch (RuntimeException failure) {
      var violation =
          new InvariantViolation(
              "at %s of %s: %s".formatted(simulation.world.time.now(), scenario, failure));
      violation.initCause(failure);
      throw violation;
    }
  }

  private SimulationReport runPhases() {
    start();
    disruptions.scheduleNext();
    advance(world.scenario.faults());
    disruptions.stop();
    requireProgress();
    return report();
  }

  /** Starts all nodes. */
  public void start() {
    nodes.forEach(SimulatedNode::start);
  }

  public void start(int node) {
    nodes.get(node).start();
  }

  /** Takes everything from a node but its disk. */
  public void crash(int node) {
    nodes.get(node).crash();
  }

  /** Nodes hear only those of the same group from now on. */
  public void partition(int... groupOfNode) {
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

  /** Requires that every honest node soon finalises several blocks above all that is final now. */
  public void requireProgress() {
    long goal = world.invariants.highestFinal() + EXPECTED_BLOCKS;
    Duration deadline = world.time.now().plus(PATIENCE);
    while (honestMinimum() < goal) {
      world.invariants.require(
          world.time.now().compareTo(deadline) < 0,
          "the faults ended "
              + PATIENCE
              + " ago and height "
              + goal
              + " is not reached: "
              + nodes.stream().map(node -> node.head().height()).toList()
              + ", views "
              + statuses().map(EngineStatus::view).toList());
      advance(GLANCE);
    }
  }

  public SimulationReport report() {
    return new SimulationReport(
        world.scenario.seed(),
        world.invariants.highestFinal(),
        most(EngineStatus::viewChanges),
        (int) most(status -> status.equivocations().size()),
        world.time.now(),
        world.time.executed());
  }

  private long honestMinimum() {
    return nodes.stream()
        .filter(SimulatedNode::isHonest)
        .filter(SimulatedNode::isRunning)
        .mapToLong(node -> node.head().height())
        .min()
        .orElse(0);
  }

  private long most(ToLongFunction<EngineStatus> figure) {
    return statuses().mapToLong(figure).max().orElse(0);
  }

  private Stream<EngineStatus> statuses() {
    return validators.stream().map(SimulatedValidator::status).flatMap(Optional::stream);
  }
}
