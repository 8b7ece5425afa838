package io.pouw.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.math.BigInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeaderScheduleTest {
  private static final Hash SEED = Hash.sha256(new byte[] {42});
  private static final int VIEWS = 40_000;

  private static int[] counts(LeaderSchedule schedule, int validators) {
    var counts = new int[validators];
    for (long view = 1; view <= VIEWS; view++) counts[schedule.leaderIndex(view)]++;
    return counts;
  }

  /** Each count is binomial; five standard deviations leave less than one failure in a million. */
  @Test
  void leadersAreDrawnInProportionToStake() {
    long[] stakes = {1_000, 2_000, 3_000, 10_000, 24_000};
    var set = new Committee(stakes).validators;
    int[] counts = counts(new LeaderSchedule(set, SEED), stakes.length);
    for (int i = 0; i < stakes.length; i++) {
      double share = (double) stakes[i] / set.totalStake();
      double deviation = Math.sqrt(VIEWS * share * (1 - share));
      assertEquals(VIEWS * share, counts[i], 5 * deviation, "validator " + i);
    }
  }

  @Test
  void anotherSeedIsAnotherSchedule() {
    var set = new Committee(1, 1, 1, 1).validators;
    var one = new LeaderSchedule(set, SEED);
    var other = new LeaderSchedule(set, Hash.sha256(new byte[] {43}));
    long same =
        IntStream.rangeClosed(1, 1_000)
            .filter(view -> one.leaderIndex(view) == other.leaderIndex(view))
            .count();
    assertTrue(same > 180 && same < 320, "a quarter of them by chance, not " + same);
    assertNotEquals(counts(one, 4)[0], 0);
  }

  /** The definition, written another way: floor(hash64 * total / 2^64) falls into whose stake. */
  @Test
  void theDrawIsWhatItsDefinitionSays() {
    long[] stakes = {Long.MAX_VALUE / 8, 1, Long.MAX_VALUE / 3, 5_000};
    var set = new Committee(stakes).validators;
    var schedule = new LeaderSchedule(set, SEED);
    for (long view = 1; view <= 500; view++) {
      Hash draw = Hash.of(Domain.LEADER, new Encoder().hash(SEED).i64(view).toBytes());
      BigInteger point =
          new BigInteger(1, draw.toBytes())
              .shiftRight(192)
              .multiply(BigInteger.valueOf(set.totalStake()))
              .shiftRight(64);
      int expected = 0;
      BigInteger upTo = BigInteger.valueOf(stakes[0]);
      while (point.compareTo(upTo) >= 0) upTo = upTo.add(BigInteger.valueOf(stakes[++expected]));
      assertEquals(expected, schedule.leaderIndex(view));
    }
  }
}
