package io.pouw.node.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final long WEIGHT = 1_000_000;
  private static final long SECOND = 1_000_000_000;

  private final Fleet fleet = new Fleet();

  private void here(String name, int capacity, long nowMs) {
    fleet.heard(new MemberNews(name, MemberKind.WORKER, capacity, 0), nowMs);
  }

  private Optional<String> choose(long nowMs) {
    return fleet.choose(MemberKind.WORKER, Set.of(), nowMs);
  }

  /** Gives units to whoever is chosen until nobody has room. */
  private Map<String, Integer> fill(long nowMs) {
    var given = new HashMap<String, Integer>();
    for (Optional<String> next = choose(nowMs); next.isPresent(); next = choose(nowMs)) {
      fleet.given(next.get());
      given.merge(next.get(), 1, Integer::sum);
    }
    return given;
  }

  @Test
  void everyMemberGetsWhatItWorksOnAndOneAhead() {
    here("one", 1, 0);
    here("three", 3, 0);
    assertEquals(Map.of("one", 2, "three", 4), fill(0));
  }

  @Test
  void aMemberThatJoinsTakesTheNextUnit() {
    here("old", 1, 0);
    fill(0);
    assertTrue(choose(0).isEmpty());
    here("new", 1, 1_000);
    assertEquals("new", choose(1_000).orElseThrow());
  }

  @Test
  void aMemberUnderSevenTenthsOfTheMedianGetsOneUnitAtATimeAndLast() {
    for (String name : List.of("a", "b", "c", "slow")) here(name, 2, 0);
    for (String name : List.of("a", "b", "c")) did(name, SECOND);
    did("slow", SECOND * 3 / 2);
    assertEquals(Map.of("a", 3, "b", 3, "c", 3, "slow", 1), fill(0));
  }

  @Test
  void aSlowMemberThatHasRecoveredGetsAsMuchAsOthersAgain() {
    for (String name : List.of("a", "b", "c")) {
      here(name, 1, 0);
      did(name, SECOND);
    }
    for (int i = 0; i < 2; i++) did("c", 4 * SECOND);
    assertEquals(1, fill(0).get("c"));
    for (int i = 0; i < 6; i++) did("c", SECOND);
    // It holds the one unit from before; now there is room for a second.
    assertEquals(Map.of("c", 1), fill(0));
  }

  private void did(String name, long nanos) {
    fleet.given(name);
    fleet.done(name, WEIGHT, nanos);
  }

  @Test
  void aMemberThatIsNotHeardOfIsGoneAndOneThatFailedRests() {
    here("silent", 1, 0);
    here("failing", 1, 2_000);
    fleet.given("failing");
    fleet.failed("failing", 2_000);
    assertEquals(List.of("silent"), fleet.bury(Fleet.SILENCE_MS + 1));
    assertTrue(choose(2_000 + Fleet.REST_MS - 1).isEmpty());
    assertEquals("failing", choose(2_000 + Fleet.REST_MS).orElseThrow());
  }

  @Test
  void verifiersDoNoTraining() {
    fleet.heard(new MemberNews("v", MemberKind.VERIFIER, 4, 0), 0);
    assertTrue(choose(0).isEmpty());
    assertEquals("v", fleet.choose(MemberKind.VERIFIER, Set.of(), 0).orElseThrow());
  }
}
