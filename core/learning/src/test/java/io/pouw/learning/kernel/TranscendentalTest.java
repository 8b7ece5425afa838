package io.pouw.learning.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TranscendentalTest {
  /** Every so many-th float is tried: some 100,000 of each sign and all exponents. */
  private static final int STRIDE = 20_011;

  @Test
  void exponentialIsWithinItsStatedError() {
    double worst = 0;
    for (int bits = 0; bits >= 0 && bits < 0x42de0000; bits += STRIDE) {
      float x = Float.intBitsToFloat(bits);
      worst = Math.max(worst, error(Transcendental.exp(-x), StrictMath.exp(-x)));
      if (x <= 88.72283f) worst = Math.max(worst, error(Transcendental.exp(x), StrictMath.exp(x)));
    }
    for (float x = -104f; x < 88.7f; x += 0.0011f)
      worst = Math.max(worst, error(Transcendental.exp(x), StrictMath.exp(x)));
    assertTrue(worst < 1.1, "worst error in ulp: " + worst);
  }

  @Test
  void logarithmIsWithinItsStatedError() {
    double worst = 0;
    for (int bits = 1; bits >= 0 && bits < 0x7f800000; bits += STRIDE) {
      float x = Float.intBitsToFloat(bits);
      worst = Math.max(worst, error(Transcendental.log(x), StrictMath.log(x)));
    }
    for (float x = 0.5f; x < 2f; x += 0x1p-18f)
      worst = Math.max(worst, error(Transcendental.log(x), StrictMath.log(x)));
    assertTrue(worst < 1, "worst error in ulp: " + worst);
  }

  @Test
  void valuesAtTheEndsOfTheRangeAreThoseOfTheFunctions() {
    assertEquals(1f, Transcendental.exp(0f));
    assertEquals(0f, Transcendental.exp(Float.NEGATIVE_INFINITY));
    assertEquals(0f, Transcendental.exp(-104f));
    assertEquals(Float.MIN_VALUE, Transcendental.exp(-103.2f));
    assertEquals(Float.POSITIVE_INFINITY, Transcendental.exp(88.73f));
    assertEquals(Float.POSITIVE_INFINITY, Transcendental.exp(Float.POSITIVE_INFINITY));
    assertEquals(Float.NaN, Transcendental.exp(Float.NaN));
    assertEquals(0f, Transcendental.log(1f));
    assertEquals(Float.NEGATIVE_INFINITY, Transcendental.log(0f));
    assertEquals(Float.NEGATIVE_INFINITY, Transcendental.log(-0f));
    assertEquals(Float.NaN, Transcendental.log(-1f));
    assertEquals(Float.NaN, Transcendental.log(Float.NaN));
    assertEquals(Float.POSITIVE_INFINITY, Transcendental.log(Float.POSITIVE_INFINITY));
  }

  private static double error(float actual, double exact) {
    return Math.abs(actual - exact) / Math.ulp((float) exact);
  }
}
