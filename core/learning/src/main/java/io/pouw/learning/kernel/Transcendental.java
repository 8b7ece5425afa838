package io.pouw.learning.kernel;

/**
 * Elementary functions as polynomials of fused multiply-adds without branches: the same bits on
 * every machine, which {@code Math} does not promise, and the same operations lane by lane in
 * {@link VectorTranscendental}. This class is the definition. Reductions and coefficients after S.
 * Moshier, Cephes (expf.c, logf.c, tanhf.c). NaN gives NaN, of whatever payload.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits of the source, rounded by javac
public final class Transcendental {
  static final float LOG2_E = 1.44269504088896341f;
  static final float LN2_HIGH = 0.693359375f;
  static final float LN2_LOW = -2.12194440e-4f;

  /** Adding and taking away 1.5 * 2^23 rounds to the nearest whole number. */
  static final float TO_WHOLE = 0x1.8p23f;

  /** Its bits: those of TO_WHOLE + n, taken as an integer, are these plus n. */
  static final int TO_WHOLE_BITS = 0x4b400000;

  /** Beyond these the result is infinity or zero by itself, with exponents that still fit. */
  static final float EXP_HIGH = 89f;

  static final float EXP_LOW = -104.5f;

  static final float E5 = 1.9875691500e-4f;
  static final float E4 = 1.3981999507e-3f;
  static final float E3 = 8.3334519073e-3f;
  static final float E2 = 4.1665795894e-2f;
  static final float E1 = 1.6666665459e-1f;
  static final float E0 = 5.0000001201e-1f;

  static final int SQRT_HALF_BITS = 0x3f3504f3;
  static final int MANTISSA = 0x007fffff;

  static final float L8 = 7.0376836292e-2f;
  static final float L7 = -1.1514610310e-1f;
  static final float L6 = 1.1676998740e-1f;
  static final float L5 = -1.2420140846e-1f;
  static final float L4 = 1.4249322787e-1f;
  static final float L3 = -1.6668057665e-1f;
  static final float L2 = 2.0000714765e-1f;
  static final float L1 = -2.4999993993e-1f;
  static final float L0 = 3.3333331174e-1f;

  /** Below it tanh is the polynomial, from it on the exponential. */
  static final float TANH_SMALL = 0.625f;

  static final float T4 = -5.70498872745e-3f;
  static final float T3 = 2.06390887954e-2f;
  static final float T2 = -5.37397155531e-2f;
  static final float T1 = 1.33314422036e-1f;
  static final float T0 = -3.33332819422e-1f;

  /** 2 sqrt(2 / pi), and that times 0.044715. */
  static final float GELU_LINEAR = 1.59576912160573f;

  static final float GELU_CUBIC = 0.0713548162726009f;
  static final float GELU_SLOPE = 3f * GELU_CUBIC;

  /** Further out gelu is 0 or x, and its slope 0 or 1. */
  static final float GELU_BOUND = 20f;

  private Transcendental() {}

  /**
   * e to the x; less than 1.1 ulp from the true value for every float, subnormal results included.
   */
  public static float exp(float x) {
    float z = x > EXP_HIGH ? EXP_HIGH : x;
    z = z < EXP_LOW ? EXP_LOW : z;
    float shifted = Math.fma(z, LOG2_E, TO_WHOLE);
    float n = shifted - TO_WHOLE;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, z));
    float p = Math.fma(E5, r, E4);
    p = Math.fma(p, r, E3);
    p = Math.fma(p, r, E2);
    p = Math.fma(p, r, E1);
    p = Math.fma(p, r, E0);
    float y = Math.fma(r * r, p, r) + 1f;
    // Two steps, as 2^n itself may lie outside the normal numbers where the result does not.
    int exponent = Float.floatToRawIntBits(shifted) - TO_WHOLE_BITS;
    int half = exponent >> 1;
    return y * powerOfTwo(half) * powerOfTwo(exponent - half);
  }

  /**
   * The natural logarithm; less than 1 ulp from the true value for every positive float. Of zero it
   * is negative infinity, of a negative number NaN.
   */
  public static float log(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    float scaled = x * (subnormal ? 0x1p25f : 1f);
    int bits = Float.floatToRawIntBits(scaled) - SQRT_HALF_BITS;
    // The mantissa lies in [sqrt(1/2), sqrt(2)), so that f is small on both sides of 1.
    float f = Float.intBitsToFloat((bits & MANTISSA) + SQRT_HALF_BITS) - 1f;
    float whole = Float.intBitsToFloat((bits >> 23) + TO_WHOLE_BITS) - TO_WHOLE;
    float exponent = whole - (subnormal ? 25f : 0f);
    float p = Math.fma(L8, f, L7);
    p = Math.fma(p, f, L6);
    p = Math.fma(p, f, L5);
    p = Math.fma(p, f, L4);
    p = Math.fma(p, f, L3);
    p = Math.fma(p, f, L2);
    p = Math.fma(p, f, L1);
    p = Math.fma(p, f, L0);
    float square = f * f;
    float y = Math.fma(exponent, LN2_LOW, f * square * p);
    y = Math.fma(exponent, LN2_HIGH, f + Math.fma(-0.5f, square, y));
    y = x > 0f ? y : Float.NaN;
    y = x == 0f ? Float.NEGATIVE_INFINITY : y;
    return x == Float.POSITIVE_INFINITY ? x : y;
  }

  /** The hyperbolic tangent; less than 1.4 ulp from the true value. */
  public static float tanh(float x) {
    float a = Math.abs(x);
    float square = a * a;
    float p = Math.fma(T4, square, T3);
    p = Math.fma(p, square, T2);
    p = Math.fma(p, square, T1);
    p = Math.fma(p, square, T0);
    float small = Math.fma(a * square, p, a);
    float great = 1f - 2f / (exp(a + a) + 1f);
    return Math.copySign(a < TANH_SMALL ? small : great, x);
  }

  /**
   * 1 / (1 + e^-x), as e^x / (1 + e^x) where x is negative; less than 2.5 ulp from the true value,
   * subnormal results included.
   */
  public static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    return (x < 0f ? e : 1f) / (1f + e);
  }

  /**
   * The Gaussian error linear unit in its tanh form, x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))
   * (D. Hendrycks, K. Gimpel, "Gaussian error linear units", 2016, section 2; GPT-2 uses it), here
   * as the equal x sigmoid(2 sqrt(2/pi) (x + 0.044715 x^3)). Less than 3.2 ulp from the true value
   * from -1 on, below it less than 220 ulp and 1e-7. Of negative infinity it is -0.
   */
  public static float gelu(float x) {
    float z = x < -GELU_BOUND ? -GELU_BOUND : x;
    return z * sigmoid(z * Math.fma(GELU_CUBIC, z * z, GELU_LINEAR));
  }

  /**
   * The derivative of {@link #gelu}: with v the argument of its sigmoid s, s + x s (1 - s) v'(x).
   * Less than 3e-7 from the true value.
   */
  public static float geluSlope(float x) {
    float z = x < -GELU_BOUND ? -GELU_BOUND : x;
    z = z > GELU_BOUND ? GELU_BOUND : z;
    float square = z * z;
    float v = z * Math.fma(GELU_CUBIC, square, GELU_LINEAR);
    float e = exp(-Math.abs(v));
    float q = 1f / (1f + e);
    float s = (v < 0f ? e : 1f) * q;
    return Math.fma(z * (e * q * q), Math.fma(GELU_SLOPE, square, GELU_LINEAR), s);
  }

  private static float powerOfTwo(int exponent) {
    return Float.intBitsToFloat(exponent + 127 << 23);
  }
}
