package io.pouw.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks under faults. A failure names its scenario with the seed: {@code
 * Simulation.run(Scenario.draw(seed, validators))} shows it again.
 */
class SimulationTest {
  @ParameterizedTest
  @CsvSource({"1, 20", "4, 60", "7, 40", "10, 10"})
  void nothingWrongIsFinalAndEverybodyGetsOnWhenTheFaultsEnd(int validators, int seeds) {
    long blocks = 0;
    long viewChanges = 0;
    long equivocations = 0;
    for (long seed = 0; seed < seeds; seed++) {
      SimulationReport report = Simulation.run(Scenario.draw(seed, validators));
      blocks += report.finalizedHeight();
      viewChanges += report.viewChanges();
      equivocations += report.equivocations();
    }
    System.out.printf(
        "%d validators, seeds 0 to %d: %d blocks, %d view changes, %d equivocations seen%n",
        validators, seeds - 1, blocks, viewChanges, equivocations);
    assertTrue(blocks > 5L * seeds);
    assertTrue(validators == 1 || viewChanges > 0 && equivocations > 0, "the faults do nothing");
  }

  @Test
  void theSameHoldsWithTheSignaturesOfProduction() {
    for (long seed = 0; seed < 3; seed++)
      Simulation.run(Scenario.draw(seed, 4).with(Scenario.Signatures.ED25519));
  }

  @Test
  void aRunIsAFunctionOfItsSeed() {
    for (long seed = 100; seed < 105; seed++)
      assertEquals(Simulation.run(Scenario.draw(seed, 4)), Simulation.run(Scenario.draw(seed, 4)));
  }

  @Test
  void aNetworkThatLostItsQuorumForHoursFinalizesSoonAfterItsReturn() {
    var simulation = new Simulation(Scenario.calm(1, 4, 0));
    simulation.start();
    simulation.advance(Duration.ofSeconds(5));
    simulation.crash(2);
    simulation.crash(3);
    simulation.advance(Duration.ofSeconds(1));
    long before = simulation.finalizedHeight(0);
    simulation.advance(Duration.ofHours(6));
    assertEquals(before, simulation.finalizedHeight(0), "two of four are no quorum");
    simulation.start(2);
    simulation.start(3);
    simulation.advance(Duration.ofSeconds(20));
    for (int node = 0; node < 4; node++)
      assertTrue(simulation.finalizedHeight(node) > before + 5, "node " + node);
  }

  @Test
  void threeOfFourGoOnWithoutTheFourth() {
    var simulation = new Simulation(Scenario.calm(2, 4, 0));
    simulation.start();
    simulation.crash(1);
    simulation.advance(Duration.ofMinutes(2));
    assertTrue(simulation.finalizedHeight(0) > 50);
    assertTrue(simulation.report().viewChanges() > 0, "the fourth has led no view");
    simulation.start(1);
    simulation.requireProgress();
  }

  /** Three delays of up to 2.5 s make a block, and the first timeout is 1 s. */
  @Test
  void aNetworkSlowerThanTheFirstTimeoutFinalizesAllTheSame() {
    var simulation = new Simulation(Scenario.calm(6, 4, 0));
    var latency = Duration.ofMillis(2_500);
    simulation.conditions(NetworkConditions.uniform(latency.dividedBy(2), latency));
    simulation.start();
    simulation.advance(Duration.ofMinutes(10));
    for (int node = 0; node < 4; node++)
      assertTrue(simulation.finalizedHeight(node) > 10, "node " + node);
  }

  @Test
  void neitherSideOfAnEvenPartitionFinalizesAnything() {
    var simulation = new Simulation(Scenario.calm(3, 4, 0));
    simulation.start();
    simulation.advance(Duration.ofSeconds(3));
    simulation.partition(List.of(0, 0, 1, 1));
    simulation.advance(Duration.ofSeconds(1));
    long before = simulation.report().finalizedHeight();
    simulation.advance(Duration.ofMinutes(5));
    assertEquals(before, simulation.report().finalizedHeight());
    simulation.heal();
    simulation.requireProgress();
  }

  @Test
  void aFollowerThatWasAwayCatchesUp() {
    var simulation = new Simulation(Scenario.calm(4, 4, 1));
    simulation.start();
    simulation.crash(4);
    simulation.advance(Duration.ofMinutes(3));
    assertTrue(simulation.finalizedHeight(0) > 500, "several requests have to follow each other");
    simulation.start(4);
    simulation.advance(Duration.ofSeconds(5));
    assertTrue(simulation.finalizedHeight(4) >= simulation.finalizedHeight(0) - 2);
  }

  @Test
  void aValidatorThatWasAwayCatchesUp() {
    var simulation = new Simulation(Scenario.calm(5, 4, 0));
    simulation.start();
    simulation.crash(3);
    simulation.advance(Duration.ofMinutes(5));
    assertTrue(simulation.finalizedHeight(0) > 200);
    simulation.start(3);
    simulation.advance(Duration.ofSeconds(10));
    assertTrue(simulation.finalizedHeight(3) >= simulation.finalizedHeight(0) - 2);
  }
}
