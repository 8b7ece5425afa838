package io.pouw.learning.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Hash;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
  private static final Hash SEED = Hash.sha256(new byte[] {1});

  @Test
  void seedPurposeAndIndexDecideTheNumbers() {
    int[] numbers = numbers(RandomStream.of(SEED, "weights", 3));
    assertArrayEquals(numbers, numbers(RandomStream.of(SEED, "weights", 3)));
    assertFalse(Arrays.equals(numbers, numbers(RandomStream.of(SEED, "weights", 4))));
    assertFalse(Arrays.equals(numbers, numbers(RandomStream.of(SEED, "shuffle", 3))));
    assertFalse(Arrays.equals(numbers, numbers(RandomStream.of(Hash.ZERO, "weights", 3))));
    assertEquals(40, Arrays.stream(numbers).distinct().count());
  }

  @Test
  void boundedDrawsHitEveryValueAboutAsOften() {
    var random = RandomStream.of(SEED, "test", 0);
    int[] hits = new int[7];
    for (int i = 0; i < 70_000; i++) hits[random.nextBelow(7)]++;
    for (int count : hits) assertTrue(Math.abs(count - 10_000) < 500, Arrays.toString(hits));
    assertThrows(IllegalArgumentException.class, () -> random.nextBelow(0));
  }

  @Test
  void aBoundThatDoesNotDivideTheRangeFavoursNobody() {
    // Without redrawing, of 3 * 2^29 values those divisible by 3 would come up twice as often.
    var random = RandomStream.of(SEED, "test", 1);
    int bound = 3 << 29;
    int divisible = 0;
    for (int i = 0; i < 30_000; i++) if (random.nextBelow(bound) % 3 == 0) divisible++;
    assertTrue(Math.abs(divisible - 10_000) < 500, "divisible: " + divisible);
  }

  @Test
  void unitNumbersFillTheHalfOpenInterval() {
    var random = RandomStream.of(SEED, "test", 2);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      float value = random.nextUnit();
      assertTrue(value >= 0f && value < 1f);
      sum += value;
    }
    assertEquals(0.5, sum / 10_000, 0.02);
  }

  @Test
  void aPermutationHoldsEveryNumberOnceAndAllOrdersComeUp() {
    var random = RandomStream.of(SEED, "test", 3);
    int[] order = random.nextPermutation(1_000);
    assertArrayEquals(IntStream.range(0, 1_000).toArray(), Arrays.stream(order).sorted().toArray());
    int[] seen = new int[27];
    for (int i = 0; i < 6_000; i++) {
      int[] three = random.nextPermutation(3);
      seen[9 * three[0] + 3 * three[1] + three[2]]++;
    }
    int[] orders = Arrays.stream(seen).filter(count -> count > 0).toArray();
    assertEquals(6, orders.length);
    for (int count : orders) assertTrue(Math.abs(count - 1_000) < 150, Arrays.toString(orders));
  }

  private static int[] numbers(RandomStream random) {
    return IntStream.generate(random::nextInt).limit(40).toArray();
  }
}
