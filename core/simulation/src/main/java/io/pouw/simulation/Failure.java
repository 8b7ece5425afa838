package io.pouw.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * A seed whose run broke an invariant: what happened, how to see it again, and the smallest
 * scenario found that still fails, with the last of what happened in it.
 *
 * @param seed of the scenario
 * @param what the invariant, the time and the scenario
 * @param smallest a scenario that still fails and has less in it
 * @param smallestWhat what fails there
 * @param trace the last events of the smallest scenario
 */
public record Failure(
    long seed, String what, Scenario smallest, String smallestWhat, List<String> trace) {
  private static final int SHRINKING_RUNS = 150;
  private static final int TRACE_LINES = 60;

  public Failure {
    trace = List.copyOf(trace);
  }

  /** Looks into a scenario that has failed. */
  static Failure of(Scenario scenario, InvariantViolation violation) {
    Scenario smallest = new Shrinker(scenario, Shrinker::fails, SHRINKING_RUNS).shrink();
    var simulation = new Simulation(smallest, TRACE_LINES);
    String again = "it does not fail again: the simulator is not deterministic";
    try {
      simulation.runPhases();
    } catch (InvariantViolation same) {
      again = String.valueOf(same.getMessage());
    }
    return new Failure(
        scenario.seed(),
        String.valueOf(violation.getMessage()),
        smallest,
        again,
        simulation.trace());
  }

  /** The one command that shows it again. */
  public String command() {
    return "./pouw testnet replay --seed " + seed;
  }

  /** All of it for people. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add("seed " + seed + " fails: " + what);
    lines.add("to see it again: " + command());
    lines.add("the smallest scenario found that still fails: " + smallest);
    for (Fault.Timed fault : smallest.faults()) lines.add("  " + fault);
    lines.add("there: " + smallestWhat);
    lines.add("its last events:");
    lines.addAll(trace);
    return lines;
  }
}
