package io.pouw.simulation;

import java.util.Optional;

/** Runs the environments of many seeds, one after the other, on one thread. */
public final class Swarm {
  private long seeds;
  private long blocks;
  private long transactions;
  private long events;
  private long stops;
  private long virtualMillis;

  /** Runs one seed; the failure, looked into, if there is one. */
  public Optional<Failure> run(long seed) {
    Scenario scenario = Scenario.draw(seed);
    try {
      SimulationReport report = Simulation.run(scenario);
      seeds++;
      blocks += report.finalizedHeight();
      transactions += report.transactions();
      events += report.events();
      stops += report.stops();
      virtualMillis += report.virtualTime().toMillis();
      return Optional.empty();
    } catch (InvariantViolation violation) {
      return Optional.of(Failure.of(scenario, violation));
    }
  }

  public long events() {
    return events;
  }

  public long blocks() {
    return blocks;
  }

  /** Virtual seconds that all runs together lasted. */
  public double virtualSeconds() {
    return virtualMillis / 1_000.0;
  }

  /** Adds up what was run here. */
  public String summary() {
    return "%d seeds, %d blocks, %d transactions, %d events, %d stops of nodes, %d s of virtual time"
        .formatted(seeds, blocks, transactions, events, stops, virtualMillis / 1_000);
  }
}
