package io.pouw.node.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
    fleet.heard(news(name, MemberKind.WORKER, capacity), nowMs);
  }

  private static MemberNews news(String name, MemberKind kind, int capacity) {
    return new MemberNews(name, name, "", kind, MemberState.READY, 0, 0, capacity, 0);
  }

  private static MemberNews full(String name, MemberState state, long token) {
    return new MemberNews(name, name, "", MemberKind.FULL, state, token, 0, 0, 0);
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

  private boolean did(String name, long nanos) {
    fleet.given(name);
    return fleet.done(name, WEIGHT, nanos);
  }

  @Test
  void aMemberThatIsNotHeardOfIsGoneAndOneThatFailedRests() {
    here("silent", 1, 0);
    here("failing", 1, 2_000);
    fleet.given("failing");
    fleet.failed("failing", 2_000);
    assertEquals(
        List.of("silent"),
        fleet.bury(Fleet.SILENCE_MS + 1).stream().map(each -> each.news().name()).toList());
    assertTrue(choose(2_000 + Fleet.REST_MS - 1).isEmpty());
    assertEquals("failing", choose(2_000 + Fleet.REST_MS).orElseThrow());
  }

  @Test
  void theSignerWithTheHighestTokenAnswersAndWithoutOneWhoStandsBy() {
    assertTrue(fleet.answering().isEmpty());
    fleet.heard(full("c", MemberState.STARTING, 0), 0);
    assertTrue(fleet.answering().isEmpty());
    fleet.heard(full("b", MemberState.STANDS_BY, 0), 0);
    assertEquals("b", fleet.answering().orElseThrow());
    assertFalse(fleet.signs("b"));
    fleet.heard(full("a", MemberState.SIGNS, 1), 0);
    assertEquals("a", fleet.answering().orElseThrow());
    fleet.heard(full("b", MemberState.SIGNS, 2), 0);
    assertEquals("b", fleet.answering().orElseThrow());
    assertTrue(fleet.signs("b"));
  }

  @Test
  void aMemberTurnsOutSlowOnceAndSaysSoInItsStanding() {
    for (String name : List.of("a", "b", "slow")) here(name, 1, 0);
    for (String name : List.of("a", "b")) assertFalse(did(name, SECOND));
    assertTrue(did("slow", 2 * SECOND));
    assertFalse(did("slow", 2 * SECOND));
    Fleet.Standing slow = fleet.standings(7).getLast();
    assertTrue(slow.slow());
    assertEquals(1, slow.room());
    assertEquals(2, slow.units());
    assertEquals(WEIGHT / 2.0, slow.speed());
    assertEquals(7, slow.knownForMs());
  }

  @Test
  void verifiersDoNoTraining() {
    fleet.heard(news("v", MemberKind.VERIFIER, 4), 0);
    assertTrue(choose(0).isEmpty());
    assertEquals("v", fleet.choose(MemberKind.VERIFIER, Set.of(), 0).orElseThrow());
  }
}
