package io.pouw.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** {@code -Dpouw.twins.seed=N} takes another sample. */
class TwinsTest {
  private static final long SEED = Long.getLong("pouw.twins.seed", 1);
  private static final int SAMPLE = Integer.getInteger("pouw.twins.scenarios", 4_096);

  @Test
  void aTwinThatSeesBothSidesOfEveryPartitionBreaksNothing() {
    System.out.println("sample of seed " + SEED);
    var twins = new Twins();
    var random = new SplitMix64(SEED);
    for (int i = 0; i < SAMPLE; i++)
      twins.run(TwinsScenario.of(random.between(0, TwinsScenario.COUNT - 1)));
  }

  @Test
  void moreValidatorsWithMoreTwinsBreakNothingEither() {
    var twins = new Twins();
    for (int i = 0; i < SAMPLE / 16; i++) twins.run(TwinsScenario.draw(SEED + i));
  }

  @Test
  void scenariosAreNumberedWithoutAGap() {
    assertEquals(16_777_216, TwinsScenario.COUNT);
    assertEquals(
        java.util.List.of(3, 3, 3, 3), TwinsScenario.of(TwinsScenario.COUNT - 1).leaders());
  }
}
