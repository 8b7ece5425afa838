package io.pouw.learning.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TranscendentalTest {
  /** Every so many-th bit pattern is tried: all exponents, both signs. */
  private static final int STRIDE = 997;

  interface FloatFunction {
    float of(float x);
  }

  @ParameterizedTest
  @EnumSource
  void everyFunctionIsWithinItsStatedError(Stated function) {
    function.check(STRIDE);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("long")
  void everyFunctionIsWithinItsStatedErrorOnEveryFloat(Stated function) {
    function.check(1);
  }

  /** What {@link Transcendental} says of its functions: a range, and the worst error in ulp. */
  enum Stated {
    EXP(Transcendental::exp, StrictMath::exp, -110, 88.722839, 1.1),
    LOG(Transcendental::log, StrictMath::log, Float.MIN_VALUE, 3.5e38, 1),
    TANH(Transcendental::tanh, StrictMath::tanh, -3.5e38, 3.5e38, 1.4),
    SIGMOID(Transcendental::sigmoid, TranscendentalTest::sigmoid, -110, 3e38, 2.5),
    GELU(Transcendental::gelu, TranscendentalTest::gelu, -1, 3e38, 3.2),
    GELU_FAR_BELOW(Transcendental::gelu, TranscendentalTest::gelu, -19, -1, 220);

    private final FloatFunction actual;
    private final DoubleUnaryOperator exact;
    private final double low;
    private final double high;
    private final double limit;

    Stated(FloatFunction actual, DoubleUnaryOperator exact, double low, double high, double limit) {
      this.actual = actual;
      this.exact = exact;
      this.low = low;
      this.high = high;
      this.limit = limit;
    }

    void check(int stride) {
      double worst = 0;
      for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += stride) {
        float x = Float.intBitsToFloat((int) bits);
        if (x >= low && x <= high)
          worst = Math.max(worst, error(actual.of(x), exact.applyAsDouble(x)));
      }
      assertTrue(worst < limit, this + ": worst error in ulp " + worst);
    }
  }

  @Test
  void geluAndItsSlopeAreCloseInAbsoluteTerms() {
    for (float x = -25f; x < 25f; x += 0.001f) {
      assertEquals(gelu(x), Transcendental.gelu(x), x < 0 ? 1e-7 : 3e-6);
      double numeric = (gelu(x + 1e-4) - gelu(x - 1e-4)) / 2e-4;
      assertEquals(numeric, Transcendental.geluSlope(x), 3e-7, "at " + x);
    }
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
    assertEquals(-0f, Transcendental.tanh(-0f));
    assertEquals(-1f, Transcendental.tanh(Float.NEGATIVE_INFINITY));
    assertEquals(1f, Transcendental.tanh(Float.POSITIVE_INFINITY));
    assertEquals(Float.NaN, Transcendental.tanh(Float.NaN));
    assertEquals(Float.MIN_VALUE, Transcendental.tanh(Float.MIN_VALUE));
    assertEquals(0.5f, Transcendental.sigmoid(-0f));
    assertEquals(0f, Transcendental.sigmoid(Float.NEGATIVE_INFINITY));
    assertEquals(1f, Transcendental.sigmoid(Float.POSITIVE_INFINITY));
    assertEquals(Float.NaN, Transcendental.sigmoid(Float.NaN));
    assertEquals(-0f, Transcendental.gelu(Float.NEGATIVE_INFINITY));
    assertEquals(Float.POSITIVE_INFINITY, Transcendental.gelu(Float.POSITIVE_INFINITY));
    assertEquals(Float.NaN, Transcendental.gelu(Float.NaN));
    assertEquals(0f, Transcendental.geluSlope(Float.NEGATIVE_INFINITY));
    assertEquals(1f, Transcendental.geluSlope(Float.POSITIVE_INFINITY));
    assertEquals(Float.NaN, Transcendental.geluSlope(Float.NaN));
  }

  private static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  private static double gelu(double x) {
    return x * sigmoid(2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x));
  }

  private static double error(float actual, double exact) {
    return Math.abs(actual - exact) / Math.ulp((float) exact);
  }
}
