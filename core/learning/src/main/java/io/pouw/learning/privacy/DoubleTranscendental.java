package io.pouw.learning.privacy;

/**
 * Exponential and logarithm in double precision, of additions, multiplications and divisions alone:
 * the same bits on every machine, which {@code Math} does not promise. Each is less than 1 ulp from
 * the true value. Reductions and coefficients after FDLIBM 5.3 (e_exp.c, e_log.c).
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits of the source, rounded by javac
public final class DoubleTranscendental {
  private static final double LOG2_E = 1.44269504088896338700e+00;
  private static final double LN2_HIGH = 6.93147180369123816490e-01;
  private static final double LN2_LOW = 1.90821492927058770002e-10;
  private static final double EXP_OVERFLOW = 7.09782712893383973096e+02;
  private static final double EXP_UNDERFLOW = -7.45133219101941108420e+02;
  private static final double SQRT_HALF = 0.70710678118654752440;
  private static final int SUBNORMAL_SHIFT = 54;

  private DoubleTranscendental() {}

  /** e to the x. */
  public static double exp(double x) {
    if (Double.isNaN(x)) return Double.NaN;
    if (x > EXP_OVERFLOW) return Double.POSITIVE_INFINITY;
    if (x < EXP_UNDERFLOW) return 0;
    double n = Math.rint(x * LOG2_E);
    double high = x - n * LN2_HIGH;
    double low = n * LN2_LOW;
    double r = high - low;
    double t = r * r;
    double p = 4.13813679705723846039e-08;
    p = p * t - 1.65339022054652515390e-06;
    p = p * t + 6.61375632143793436117e-05;
    p = p * t - 2.77777777770155933842e-03;
    p = p * t + 1.66666666666666019037e-01;
    double c = r - t * p;
    double y = 1 - ((low - r * c / (2 - c)) - high);
    return Math.scalb(y, (int) n);
  }

  /** The natural logarithm; of zero negative infinity, of a negative number NaN. */
  public static double log(double x) {
    if (!(x > 0)) return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    if (x == Double.POSITIVE_INFINITY) return x;
    boolean subnormal = x < Double.MIN_NORMAL;
    double normal = subnormal ? x * 0x1p54 : x;
    int exponent = Math.getExponent(normal);
    double mantissa = Math.scalb(normal, -exponent);
    if (mantissa > 2 * SQRT_HALF) {
      mantissa *= 0.5;
      exponent++;
    }
    if (subnormal) exponent -= SUBNORMAL_SHIFT;
    return exponent * LN2_HIGH + logOfOnePlus(mantissa - 1, exponent * LN2_LOW);
  }

  /**
   * The logarithm of 1 + f, f from sqrt(1/2) - 1 to sqrt(2) - 1, and a small number to be added.
   */
  private static double logOfOnePlus(double f, double more) {
    double s = f / (2 + f);
    double z = s * s;
    double p = 1.479819860511658591e-01;
    p = p * z + 1.531383769920937332e-01;
    p = p * z + 1.818357216161805012e-01;
    p = p * z + 2.222219843214978396e-01;
    p = p * z + 2.857142874366239149e-01;
    p = p * z + 3.999999999940941908e-01;
    p = p * z + 6.666666666666735130e-01;
    double halfSquare = 0.5 * f * f;
    return f - (halfSquare - (s * (halfSquare + z * p) + more));
  }
}
