package io.pouw.learning.kernel;

/**
 * Exponential and logarithm as polynomials of fused multiply-adds: the same bits on every machine,
 * which {@code Math} does not promise. Reductions and coefficients after S. Moshier, Cephes
 * (expf.c, logf.c).
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits of the source, rounded by javac
public final class Transcendental {
  private static final float LOG2_E = 1.44269504088896341f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;

  /** Adding and taking away 1.5 * 2^23 rounds to the nearest whole number. */
  private static final float TO_WHOLE = 0x1.8p23f;

  private static final float EXP_OVERFLOW = 88.72284f;
  private static final float EXP_UNDERFLOW = -103.972084f;
  private static final float SQRT_HALF = 0.70710678f;

  private Transcendental() {}

  /**
   * e to the x; less than 1.1 ulp from the true value for every float, subnormal results included.
   */
  public static float exp(float x) {
    if (Float.isNaN(x)) return Float.NaN;
    if (x > EXP_OVERFLOW) return Float.POSITIVE_INFINITY;
    if (x < EXP_UNDERFLOW) return 0f;
    float n = Math.fma(x, LOG2_E, TO_WHOLE) - TO_WHOLE;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
    float p = 1.9875691500e-4f;
    p = Math.fma(p, r, 1.3981999507e-3f);
    p = Math.fma(p, r, 8.3334519073e-3f);
    p = Math.fma(p, r, 4.1665795894e-2f);
    p = Math.fma(p, r, 1.6666665459e-1f);
    p = Math.fma(p, r, 5.0000001201e-1f);
    float y = Math.fma(r * r, p, r) + 1f;
    // Two steps, as 2^n itself may lie outside the normal numbers where the result does not.
    int exponent = (int) n;
    int half = exponent / 2;
    return y * powerOfTwo(half) * powerOfTwo(exponent - half);
  }

  /**
   * The natural logarithm; less than 1 ulp from the true value for every positive float. Of zero it
   * is negative infinity, of a negative number NaN.
   */
  public static float log(float x) {
    if (!(x > 0f)) return x == 0f ? Float.NEGATIVE_INFINITY : Float.NaN;
    if (x == Float.POSITIVE_INFINITY) return x;
    boolean subnormal = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(subnormal ? x * 0x1p25f : x);
    int exponent = (bits >>> 23) - 126 - (subnormal ? 25 : 0);
    float mantissa = Float.intBitsToFloat(bits & 0x007fffff | 0x3f000000);
    if (mantissa < SQRT_HALF) {
      exponent--;
      mantissa += mantissa;
    }
    float f = mantissa - 1f;
    float p = 7.0376836292e-2f;
    p = Math.fma(p, f, -1.1514610310e-1f);
    p = Math.fma(p, f, 1.1676998740e-1f);
    p = Math.fma(p, f, -1.2420140846e-1f);
    p = Math.fma(p, f, 1.4249322787e-1f);
    p = Math.fma(p, f, -1.6668057665e-1f);
    p = Math.fma(p, f, 2.0000714765e-1f);
    p = Math.fma(p, f, -2.4999993993e-1f);
    p = Math.fma(p, f, 3.3333331174e-1f);
    float square = f * f;
    float y = Math.fma(exponent, LN2_LOW, f * square * p);
    return Math.fma(exponent, LN2_HIGH, f + Math.fma(-0.5f, square, y));
  }

  private static float powerOfTwo(int exponent) {
    return Float.intBitsToFloat(exponent + 127 << 23);
  }
}
