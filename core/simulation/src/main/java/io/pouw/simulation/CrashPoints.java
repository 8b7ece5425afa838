package io.pouw.simulation;

import java.time.Duration;

/**
 * Ends one validator of four at one of its operations on the disk, in each of the ways that a disk
 * can take it, and lets it start again by itself.
 */
public final class CrashPoints {
  private static final int VALIDATORS = 4;
  private static final int VICTIM = 1;
  private static final Duration STEP = Duration.ofMillis(100);
  private static final Duration DOWN = Duration.ofMillis(300);

  private final long seed;
  private final long heights;

  /**
   * @param heights how long the run is into which the crashes fall
   */
  public CrashPoints(long seed, long heights) {
    this.seed = seed;
    this.heights = heights;
  }

  private Simulation begin() {
    var simulation = new Simulation(Scenario.calm(seed, VALIDATORS, 0));
    simulation.start();
    return simulation;
  }

  /** How many operations the victim has on its disk up to that height. */
  public long count() {
    Simulation simulation = begin();
    while (simulation.finalizedHeight(VICTIM) < heights) simulation.advance(STEP);
    return simulation.operations(VICTIM).count();
  }

  /**
   * Runs one crash.
   *
   * @param operation from 0 to {@link #count} - 1
   * @throws InvariantViolation if the victim contradicts itself, or does not come back by itself
   */
  public void run(long operation, DiskFault fault) {
    Simulation simulation = begin();
    simulation.operations(VICTIM).arm(operation, fault);
    try {
      while (simulation.finalizedHeight(0) < heights) {
        simulation.advance(STEP);
        if (simulation.isRunning(VICTIM)) continue;
        simulation.advance(DOWN);
        simulation.start(VICTIM);
      }
      simulation.requireProgress();
    } catch (RuntimeException failure) {
      var violation =
          new InvariantViolation(
              "crash point %d, %s, seed %d: %s".formatted(operation, fault, seed, failure));
      violation.initCause(failure);
      throw violation;
    }
  }
}
