package io.pouw.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Chains of nodes that find one another by the rules of production. */
class PeerFindingTest {
  private static final int SEEDS = 10;

  private static Scenario knowing(int bootstrap) {
    var finding = new PeerFinding(List.of(bootstrap), 0, 0, 0);
    return Scenario.calm(1, 4, 1).change(draft -> draft.peerFinding = Optional.of(finding));
  }

  @Test
  void nodesThatKnowOneAddressMakeAChain() {
    var simulation = new Simulation(knowing(2));
    simulation.start();
    simulation.requireProgress();
  }

  @Test
  void whoKnowsNobodyThatRunsHearsNothingAndIsHeardWhenThatOneStarts() {
    var simulation = new Simulation(knowing(3));
    for (int node : List.of(0, 1, 2, 4)) simulation.start(node);
    simulation.advance(Duration.ofMinutes(1));
    assertEquals(0, simulation.finalizedHeight(0), "three of four could, did they know each other");
    simulation.start(3);
    simulation.requireProgress();
  }

  @Test
  void whoLeftAndForgotComesBackByTheBootstrapNode() {
    var finding = new PeerFinding(List.of(0), 0, 1_000_000, 0);
    var simulation =
        new Simulation(
            Scenario.calm(2, 4, 1).change(draft -> draft.peerFinding = Optional.of(finding)));
    simulation.start();
    simulation.requireProgress();
    for (int node = 0; node < 5; node++) {
      simulation.crash(node);
      simulation.advance(Duration.ofSeconds(1));
      simulation.start(node);
    }
    simulation.requireProgress();
  }

  @Test
  void underWhateverTheSeedDrawsTheyMeetAndGetOn() {
    int met = 0;
    for (long seed = 0; met < SEEDS; seed++) {
      Scenario scenario = Scenario.draw(seed, 4);
      if (scenario.peerFinding().isEmpty()) continue;
      Simulation.run(scenario);
      met++;
    }
  }

  @Test
  void aboutEveryFourthNetworkOfASeedIsSuchAOne() {
    int drawn = 0;
    for (long seed = 0; seed < 400; seed++)
      if (PeerFinding.draw(seed, 4, Set.of(1)).isPresent()) drawn++;
    assertTrue(drawn > 60 && drawn < 140, drawn + " of 400");
  }
}
