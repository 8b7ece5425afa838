package io.pouw.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A validator that goes on from a copy of its disk that is older than what it has signed. */
class RestoredBackupTest {
  private static final int RETURNING = 2;
  private static final List<Integer> DAMAGED = List.of(1, 3);
  private static final int SEEDS = 15;

  private static Simulation begin(long seed) {
    var conditions =
        new NetworkConditions(NetworkConditions.calm().latency(), 50_000, 20_000, 0, 5_000);
    var simulation = new Simulation(Scenario.calm(seed, 4, 0).with(conditions));
    simulation.start();
    return simulation;
  }

  @Test
  void oneWhoseVotesAreDamagedListensAndNeverContradictsThem() {
    for (long seed = 0; seed < SEEDS; seed++) {
      var random = new SplitMix64(seed);
      Simulation simulation = begin(seed);
      simulation.advance(Duration.ofMillis(random.between(500, 3_000)));
      SimulatedNode node = simulation.node(RETURNING);
      node.crash(DiskFault.CLEAN);
      assertTrue(node.disk.rotVotes());
      node.start();
      assertTrue(node.disk.mustListen());
      simulation.requireProgress();
      waitUntilItMayVote(simulation, node);
      long before = simulation.finalizedHeight(RETURNING);
      simulation.crash((RETURNING + 1) % 4);
      simulation.advance(Duration.ofMinutes(1));
      assertTrue(
          simulation.finalizedHeight(RETURNING) > before, "it never votes again, seed " + seed);
    }
  }

  @Test
  void itListensFirstAndNeverContradictsWhatItHasForgotten() {
    for (long seed = 0; seed < SEEDS; seed++) {
      var random = new SplitMix64(seed);
      Simulation simulation = begin(seed);
      simulation.advance(Duration.ofMillis(random.between(0, 3_000)));
      SimulatedNode node = simulation.node(RETURNING);
      SimulatedDisk.Backup backup = node.disk.backup();
      simulation.advance(Duration.ofMillis(random.between(1, 4_000)));
      node.crash(DiskFault.CLEAN);
      simulation.advance(Duration.ofMillis(random.between(0, 500)));
      node.disk.restore(backup);
      node.start();
      simulation.requireProgress();
      waitUntilItMayVote(simulation, node);
      long before = simulation.finalizedHeight(RETURNING);
      simulation.crash((RETURNING + 1) % 4);
      simulation.advance(Duration.ofMinutes(1));
      assertTrue(
          simulation.finalizedHeight(RETURNING) > before,
          "without it there is no quorum now, so it has to vote again, seed " + seed);
    }
  }

  /**
   * As ARCHITECTURE.md tells operators ("The state, its proofs"): nobody may do this by himself.
   */
  @Test
  void twoOfFourWhoseVotesAreDamagedWaitForTheirOperatorsAndThenGoOn() {
    for (long seed = 0; seed < SEEDS / 3; seed++) {
      var random = new SplitMix64(seed);
      Simulation simulation = begin(seed);
      simulation.advance(Duration.ofMillis(random.between(500, 3_000)));
      for (int node : DAMAGED) {
        simulation.node(node).crash(DiskFault.LOST);
        assertTrue(simulation.node(node).disk.rotVotes());
      }
      for (int node : DAMAGED) simulation.start(node);
      simulation.advance(Duration.ofSeconds(20));
      long before = simulation.finalizedHeight(0);
      simulation.advance(Duration.ofMinutes(1));
      assertEquals(before, simulation.finalizedHeight(0), "seed " + seed);
      stopAll(simulation);
      for (int node = 0; node < 4; node++) simulation.start(node);
      simulation.advance(Duration.ofSeconds(20));
      for (int node = 1; node < 4; node++)
        assertEquals(simulation.finalizedHeight(0), simulation.finalizedHeight(node));
      for (int node : DAMAGED) simulation.crash(node);
      for (int node : DAMAGED) simulation.beginVotesAnew(node);
      for (int node : DAMAGED) simulation.start(node);
      simulation.requireProgress();
    }
  }

  private static void stopAll(Simulation simulation) {
    for (int node = 0; node < 4; node++) simulation.crash(node);
    simulation.advance(Duration.ofMinutes(1));
  }

  /** It has listened, and the views are past in which it has to be silent. */
  private static void waitUntilItMayVote(Simulation simulation, SimulatedNode node) {
    Duration end = simulation.now().plusSeconds(60);
    while (node.disk.mustListen() || node.status().orElseThrow().view() <= node.disk.silentUpTo()) {
      assertTrue(simulation.now().compareTo(end) < 0, "it never votes again");
      simulation.advance(Duration.ofMillis(100));
    }
  }

  /** What the listening is good for: without it, some of these runs show a contradiction. */
  @Test
  void oneThatDoesNotListenContradictsItselfSoonerOrLater() {
    assertThrows(
        InvariantViolation.class,
        () -> {
          for (long seed = 0; seed < 200; seed++) {
            Simulation simulation = begin(seed);
            simulation.advance(Duration.ofSeconds(2));
            SimulatedNode node = simulation.node(RETURNING);
            SimulatedDisk.Backup backup = node.disk.backup();
            simulation.advance(Duration.ofMillis(20 + seed));
            node.crash(DiskFault.CLEAN);
            node.disk.restore(backup);
            node.disk.promiseSilence(0);
            node.start();
            simulation.advance(Duration.ofSeconds(3));
          }
        });
  }
}
