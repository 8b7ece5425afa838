package io.pouw.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TwinsKindsTest {
  private static final long SEED = 1;
  private static final int SAMPLE = 200;

  private static final TwinsKinds KINDS = new TwinsKinds();

  @Test
  void theKindsTogetherAreAllScenarios() {
    int count = 0;
    long scenarios = 0;
    for (int at = KINDS.firstFrom(0); at < TwinsScenario.COUNT; at = KINDS.firstFrom(at + 1)) {
      count++;
      scenarios += KINDS.orbit(at).length;
    }
    assertEquals(TwinsKinds.COUNT, count);
    assertEquals(TwinsScenario.COUNT, scenarios);
  }

  /**
   * W. Burnside: as many orbits as there are scenarios that a renaming leaves alone, on average.
   */
  @Test
  void thereAreAsManyKindsAsBurnsidesLemmaSays() {
    long fixed = 0;
    for (int renaming = 0; renaming < TwinsKinds.RENAMINGS; renaming++) {
      long leaders = 0;
      for (int index = 0; index < 256; index++)
        if (KINDS.renamed(index, renaming) == index) leaders++;
      long sets = 0;
      for (int index = 0; index < TwinsScenario.COUNT; index += 256)
        if (KINDS.renamed(index, renaming) == index) sets++;
      fixed += leaders * sets;
    }
    assertEquals(0, fixed % TwinsKinds.RENAMINGS);
    assertEquals(TwinsKinds.COUNT, fixed / TwinsKinds.RENAMINGS);
  }

  @Test
  void allOfAKindKnowOneAnotherAndTheFirstStandsForThem() {
    var random = new SplitMix64(SEED);
    for (int i = 0; i < SAMPLE; i++) {
      int index = random.below(TwinsScenario.COUNT);
      int[] orbit = KINDS.orbit(index);
      for (int each : orbit) {
        assertArrayEquals(orbit, KINDS.orbit(each));
        assertEquals(each == orbit[0], KINDS.isFirst(each), "scenario " + each);
      }
    }
  }

  /** Renaming keeps who is led by whom and who hears whom, which is what a scenario says. */
  @Test
  void aRenamedScenarioSaysTheSameOfOtherNames() {
    var random = new SplitMix64(SEED);
    int[] named = {0, 1, 3, 2, 4};
    int renaming = 2;
    for (int i = 0; i < SAMPLE; i++) {
      int index = random.below(TwinsScenario.COUNT);
      TwinsScenario one = TwinsScenario.of(index);
      TwinsScenario other = TwinsScenario.of(KINDS.renamed(index, renaming));
      for (int round = 0; round < TwinsScenario.ROUNDS; round++) {
        assertEquals(named[one.leaders().get(round)], other.leaders().get(round));
        for (int from = 0; from < one.replicas(); from++)
          for (int to = 0; to < one.replicas(); to++)
            assertEquals(
                one.connected(round + 1, from, to),
                other.connected(round + 1, named[from], named[to]));
      }
    }
  }

  @Test
  void swappedTwinsHearWhomTheOtherHeard() {
    var random = new SplitMix64(SEED);
    int[] named = {4, 1, 2, 3, 0};
    for (int i = 0; i < SAMPLE; i++) {
      int index = random.below(TwinsScenario.COUNT);
      TwinsScenario one = TwinsScenario.of(index);
      TwinsScenario other = TwinsScenario.of(KINDS.renamed(index, 1));
      assertEquals(one.leaders(), other.leaders());
      for (int view = 1; view <= TwinsScenario.ROUNDS; view++)
        for (int from = 0; from < one.replicas(); from++)
          for (int to = 0; to < one.replicas(); to++)
            assertEquals(
                one.connected(view, from, to), other.connected(view, named[from], named[to]));
    }
  }

  /** Not all reach the same height, for the leaders after the rounds are others. */
  @Test
  void whereTheFirstOfAKindHoldsTheOthersDoAndMostReachItsHeight() {
    var random = new SplitMix64(SEED);
    var twins = new Twins();
    int same = 0;
    int all = 0;
    for (int i = 0; i < SAMPLE / 10; i++) {
      int[] orbit = KINDS.orbit(random.below(TwinsScenario.COUNT));
      long height = twins.run(TwinsScenario.of(orbit[0]));
      for (int each : orbit) {
        if (twins.run(TwinsScenario.of(each)) == height) same++;
        all++;
      }
    }
    assertTrue(10 * same >= 9 * all, same + " of " + all);
  }
}
