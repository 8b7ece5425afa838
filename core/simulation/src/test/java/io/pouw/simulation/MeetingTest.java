package io.pouw.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The rules by which production nodes find one another, under whatever the seed draws. */
class MeetingTest {
  private static final int SEEDS = 25;

  private static MeetingScenario calm(int nodes, boolean upgrades) {
    var latency = new Latency(Latency.Shape.UNIFORM, Duration.ofMillis(1), Duration.ofMillis(50));
    return new MeetingScenario(
        1, nodes, 1, 0, nodes, latency, 0, 0, upgrades, Duration.ofMinutes(1));
  }

  @Test
  void whateverTheSeedDrawsAllNodesMeetAndAgreeOnOneConnectionEach() {
    for (long seed = 0; seed < SEEDS; seed++) Meeting.run(MeetingScenario.draw(seed));
  }

  @Test
  void aNetworkThatBeginsWithOneKnownAddressBecomesAFullMesh() {
    assertTrue(Meeting.run(calm(40, false)) >= 40 * 39);
  }

  @Test
  void allNodesMeetAgainAfterTheyWereUpgradedOneByOne() {
    assertTrue(Meeting.run(calm(12, true)) > 12 * 11);
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    for (long seed = 0; seed < 5; seed++)
      assertEquals(
          Meeting.run(MeetingScenario.draw(seed)), Meeting.run(MeetingScenario.draw(seed)));
  }

  @Test
  void whoKnowsNobodyMeetsNobody() {
    MeetingScenario lonely = calm(3, false);
    var scenario =
        new MeetingScenario(1, 3, 0, 0, 3, lonely.latency(), 0, 0, false, Duration.ofSeconds(1));
    var failure = assertThrows(InvariantViolation.class, () -> Meeting.run(scenario));
    assertTrue(String.valueOf(failure.getMessage()).contains("liveness"));
  }
}
