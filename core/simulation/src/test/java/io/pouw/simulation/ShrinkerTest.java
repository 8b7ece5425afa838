package io.pouw.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShrinkerTest {
  /**
   * Seed 4's environment has many faults; say that it fails whenever there is a crash of any node.
   */
  private static boolean hasCrash(Scenario scenario) {
    return scenario.faults().stream().anyMatch(timed -> timed.fault() instanceof Fault.Crash);
  }

  @Test
  void onlyWhatTheFailureNeedsIsLeft() {
    long seed = 0;
    while (!hasCrash(Scenario.draw(seed)) || Scenario.draw(seed).faults().size() < 5) seed++;
    Scenario smallest = new Shrinker(Scenario.draw(seed), ShrinkerTest::hasCrash, 1_000).shrink();
    assertEquals(1, smallest.faults().size(), smallest.faults().toString());
    assertTrue(smallest.byzantine().isEmpty());
    assertEquals(0, smallest.followers());
    assertEquals(0, smallest.crashPpm());
    assertEquals(0, smallest.epochBlocks());
  }

  @Test
  void aShrinkerStopsWhenItsRunsAreSpent() {
    Scenario drawn = Scenario.draw(8);
    assertEquals(drawn, new Shrinker(drawn, _ -> true, 0).shrink());
  }
}
