package io.pouw.learning.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DoubleTranscendentalTest {
  private static final long SEED = 271_828;
  private static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal LN2 =
      lnOnePlusOverOneMinus(BigDecimal.ONE.divide(BigDecimal.valueOf(3), DIGITS));

  @Test
  void theExponentialIsLessThanOneUlpFromTheTruth() {
    var random = new Random(SEED);
    double worst = 0;
    for (int i = 0; i < 4_000; i++) {
      double x = (random.nextDouble() - 0.5) * (i % 2 == 0 ? 2 : 1_400);
      worst = Math.max(worst, ulps(DoubleTranscendental.exp(x), exponential(x)));
    }
    assertTrue(worst < 1, worst + " ulp, seed " + SEED);
  }

  @Test
  void theLogarithmIsLessThanOneUlpFromTheTruth() {
    var random = new Random(SEED);
    double worst = 0;
    for (int i = 0; i < 4_000; i++) {
      double x =
          i % 2 == 0
              ? 0.5 + random.nextDouble() * 1.5
              : Double.longBitsToDouble(random.nextLong() & 0x7fefffffffffffffL);
      worst = Math.max(worst, ulps(DoubleTranscendental.log(x), logarithm(x)));
    }
    assertTrue(worst < 1, worst + " ulp, seed " + SEED);
  }

  @Test
  void theEdgesAreRight() {
    assertEquals(1, DoubleTranscendental.exp(0));
    assertEquals(0, DoubleTranscendental.exp(-746));
    assertEquals(Double.MIN_VALUE, DoubleTranscendental.exp(-744.9));
    assertEquals(Double.POSITIVE_INFINITY, DoubleTranscendental.exp(710));
    assertTrue(DoubleTranscendental.exp(709.782712893384) > 1.797e308);
    assertTrue(Double.isNaN(DoubleTranscendental.exp(Double.NaN)));
    assertEquals(0.0, DoubleTranscendental.log(1));
    assertEquals(Double.NEGATIVE_INFINITY, DoubleTranscendental.log(0));
    assertEquals(Double.POSITIVE_INFINITY, DoubleTranscendental.log(Double.POSITIVE_INFINITY));
    assertTrue(Double.isNaN(DoubleTranscendental.log(-1)));
    assertTrue(Double.isNaN(DoubleTranscendental.log(Double.NaN)));
  }

  /** Distance in units in the last place of the true value. */
  private static double ulps(double computed, BigDecimal truth) {
    double ulp = Math.ulp(truth.doubleValue());
    return new BigDecimal(computed)
        .subtract(truth)
        .abs()
        .divide(new BigDecimal(ulp), DIGITS)
        .doubleValue();
  }

  private static BigDecimal exponential(double x) {
    int halvings = 20;
    BigDecimal small = new BigDecimal(x).divide(BigDecimal.valueOf(1L << halvings), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int k = 1; k < 22; k++) {
      term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int i = 0; i < halvings; i++) sum = sum.multiply(sum, DIGITS);
    return sum;
  }

  private static BigDecimal logarithm(double x) {
    int exponent = Math.getExponent(x);
    if (exponent < Double.MIN_EXPONENT) exponent = Math.getExponent(x * 0x1p54) - 54;
    BigDecimal two = BigDecimal.valueOf(2);
    BigDecimal mantissa =
        exponent >= 0
            ? new BigDecimal(x).divide(two.pow(exponent), DIGITS)
            : new BigDecimal(x).multiply(two.pow(-exponent), DIGITS);
    if (mantissa.compareTo(BigDecimal.valueOf(1.4)) > 0) {
      mantissa = mantissa.divide(two, DIGITS);
      exponent++;
    }
    BigDecimal t = mantissa.subtract(BigDecimal.ONE).divide(mantissa.add(BigDecimal.ONE), DIGITS);
    return lnOnePlusOverOneMinus(t).add(LN2.multiply(BigDecimal.valueOf(exponent)), DIGITS);
  }

  /** ln((1 + t) / (1 - t)), absolute t at most 1/3. */
  private static BigDecimal lnOnePlusOverOneMinus(BigDecimal t) {
    BigDecimal square = t.multiply(t, DIGITS);
    BigDecimal power = t;
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 1; k < 125; k += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(k), DIGITS), DIGITS);
      power = power.multiply(square, DIGITS);
    }
    return sum.multiply(BigDecimal.valueOf(2));
  }
}
