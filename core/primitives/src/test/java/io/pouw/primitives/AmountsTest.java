package io.pouw.primitives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
  private static final long MAX = Long.MAX_VALUE;

  @Test
  void aSumOrDifferenceThatDoesNotFitIsRefused() {
    assertEquals(MAX, Amounts.add(MAX - 1, 1));
    assertThrows(ArithmeticException.class, () -> Amounts.add(MAX, 1));
    assertEquals(0, Amounts.subtract(5, 5));
    var refusal = assertThrows(ArithmeticException.class, () -> Amounts.subtract(4, 5));
    assertEquals("insufficient: 0.00000004 PAI less 0.00000005 PAI", refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.00000001, 1",
    "1, 100000000",
    "12.5, 1250000000",
    "12.50000000, 1250000000",
    "100, 10000000000",
    "92233720368.54775807, 9223372036854775807"
  })
  void decimalTextIsReadExactly(String text, long units) {
    assertEquals(units, Amounts.parse(text));
    assertEquals(units, Amounts.parse(Amounts.format(units)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 0.00000001",
    "100000000, 1",
    "1000000000, 10",
    "1250000000, 12.5",
    "9223372036854775807, 92233720368.54775807"
  })
  void unitsAreShownWithoutTrailingZerosOrExponent(long units, String text) {
    assertEquals(text, Amounts.format(units));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "1,5",
        "1e3",
        "0x10",
        "1.",
        ".5",
        "+1",
        "-1",
        "--1",
        "NaN",
        "1.123456789",
        "92233720368.54775808",
        "99999999999999999999",
        "999999999999999999999999",
        "١"
      })
  void textThatIsNoAmountIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Amounts.parse(text));
  }

  @Test
  void sharesAtTheBoundariesAreExact() {
    assertEquals(MAX, Amounts.scale(MAX, MAX, MAX));
    assertEquals(MAX, Amounts.scale(MAX, 1, 1));
    assertEquals(MAX - 1, Amounts.scale(MAX, MAX - 1, MAX));
    assertEquals(0, Amounts.scale(0, MAX, 1));
    assertEquals(0, Amounts.scale(MAX, 0, MAX));
    assertEquals(MAX / 2, Amounts.scale(MAX, 500_000, Amounts.PPM));
    // 2^32 * 2^31 = 2^63 is the first product that a long cannot hold.
    assertEquals(1L << 62, Amounts.scale(1L << 32, 1L << 31, 2));
    assertEquals(1L << 63 - 1, Amounts.scale(1L << 32, 1L << 32, 4));
    assertThrows(ArithmeticException.class, () -> Amounts.scale(MAX, 2, 1));
    assertThrows(ArithmeticException.class, () -> Amounts.scale(1L << 32, 1L << 31, 1));
    assertThrows(IllegalArgumentException.class, () -> Amounts.scale(1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> Amounts.scale(-1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> Amounts.scale(1, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> Amounts.scale(1, 1, -1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void scalingAgreesWithBigInteger(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      long amount = random.nextLong() >>> 1 + random.nextInt(62);
      long numerator = random.nextLong() >>> 1 + random.nextInt(62);
      long denominator = 1 + (random.nextLong() >>> 2 + random.nextInt(61));
      BigInteger exact =
          BigInteger.valueOf(amount)
              .multiply(BigInteger.valueOf(numerator))
              .divide(BigInteger.valueOf(denominator));
      if (exact.bitLength() < 64)
        assertEquals(exact.longValue(), Amounts.scale(amount, numerator, denominator));
      else
        assertThrows(
            ArithmeticException.class, () -> Amounts.scale(amount, numerator, denominator));
    }
  }

  @Test
  void sharesOfAWholeNeverExceedIt() {
    long reward = 1_000_000_007L;
    long sum =
        Amounts.share(reward, 800_000)
            + Amounts.share(reward, 100_000)
            + Amounts.share(reward, 50_000)
            + Amounts.share(reward, 50_000);
    assertEquals(reward - 2, sum);
    assertEquals(reward, Amounts.share(reward, Amounts.PPM));
  }
}
