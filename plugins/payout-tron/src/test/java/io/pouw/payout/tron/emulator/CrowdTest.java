package io.pouw.payout.tron.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrowdTest {
  private static final long CYCLE = 1_000;

  private static Rules.Crowding rules(long threshold, long increase, long most) {
    return new Rules.Crowding(threshold, increase, most, 1);
  }

  /** The first three are those of java-tron's own test of a contract's state. */
  @ParameterizedTest
  @CsvSource({
    "1000000, 5000, 10, 900000, 1000, 10000, 3137",
    "1000000, 5000, 1, 2000000, 2000, 10000, 4250",
    "1000000, 5000, 1, 900000, 2000, 10000, 8000",
    "1000000, 9000, 1, 900000, 2000, 10000, 10000",
    "900000, 0, 1, 900000, 2000, 10000, 0",
    "1, 100, 1000, 2, 2000, 10000, 0"
  })
  void aBusyCycleMakesItDearerAndQuietOnesCheaper(
      long usage, long factor, long later, long threshold, long increase, long most, long then) {
    Crowd crowd = new Crowd(usage, factor, CYCLE);
    assertEquals(
        new Crowd(0, then, CYCLE + later),
        crowd.at(CYCLE + later, rules(threshold, increase, most)));
  }

  @Test
  void withinACycleNothingChangesAndAContractThatWasNeverCalledIsNotCrowded() {
    Crowd crowd = new Crowd(7, 3, CYCLE);
    assertEquals(crowd, crowd.at(CYCLE, rules(1, 2_000, 10_000)));
    assertEquals(new Crowd(0, 0, 9), Crowd.NONE.plus(5).at(9, rules(1, 2_000, 10_000)));
  }
}
