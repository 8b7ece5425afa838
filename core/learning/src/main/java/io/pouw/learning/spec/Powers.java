package io.pouw.learning.spec;

/** Powers and cosines in doubles with one stated order of operations. */
final class Powers {
  private static final int TERMS = 11;

  private Powers() {}

  /** {@code base} to the {@code exponent}, by squaring; the exponent is not negative. */
  static double power(double base, int exponent) {
    double power = 1;
    double square = base;
    for (int rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) power *= square;
      square *= square;
    }
    return power;
  }

  /**
   * The cosine of {@code turns} half turns, for 0 to 1, within 1e-15: the Taylor series of the sine
   * around a quarter turn.
   */
  static double cosineOfHalfTurns(double turns) {
    double x = Math.PI * (0.5 - turns);
    double square = x * x;
    double sum = 1;
    for (int term = TERMS; term > 0; term--) sum = 1 - square / (2 * term * (2 * term + 1.0)) * sum;
    return x * sum;
  }
}
