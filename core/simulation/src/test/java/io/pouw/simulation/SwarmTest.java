package io.pouw.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * New environments in every build, all from seeds in a row; {@code -Dpouw.simulation.seed=N} begins
 * elsewhere.
 */
class SwarmTest {
  private static final long FIRST = Long.getLong("pouw.simulation.seed", 0);
  private static final int SEEDS = Integer.getInteger("pouw.simulation.seeds", 500);

  @Test
  void whateverTheSeedDrawsNothingWrongIsFinalAndEverybodyGetsOn() {
    long blocks = 0;
    long events = 0;
    long virtual = 0;
    long stops = 0;
    long transactions = 0;
    long begun = System.nanoTime();
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      SimulationReport report = Simulation.run(Scenario.draw(seed));
      blocks += report.finalizedHeight();
      events += report.events();
      stops += report.stops();
      transactions += report.transactions();
      virtual += report.virtualTime().toMillis();
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        "seeds %d to %d: %d blocks, %d transactions, %d events, %d stops, %d s of virtual time in %.1f s%n",
        FIRST, FIRST + SEEDS - 1, blocks, transactions, events, stops, virtual / 1000, seconds);
    assertTrue(blocks > 5L * SEEDS);
  }
}
