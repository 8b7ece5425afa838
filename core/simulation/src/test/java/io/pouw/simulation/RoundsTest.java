package io.pouw.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pouw.ledger.TaskStatus;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tasks from submission to settlement on the whole of production's machines; the seed says who
 * crashes, forges, colludes and withholds.
 */
class RoundsTest {
  static LongStream fewSeeds() {
    return LongStream.range(0, 3);
  }

  static LongStream manySeeds() {
    return LongStream.range(3, 150);
  }

  @ParameterizedTest
  @MethodSource("fewSeeds")
  void aTaskSettlesAndOnlyTheGuiltyLoseStake(long seed) {
    assertEquals(TaskStatus.SETTLED, Rounds.run(RoundsScenario.draw(seed)).status());
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("manySeeds")
  void manyTasksSettleAndOnlyTheGuiltyLoseStake(long seed) {
    assertEquals(TaskStatus.SETTLED, Rounds.run(RoundsScenario.draw(seed)).status());
  }
}
