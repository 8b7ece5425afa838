package io.pouw.learning.attack;

/**
 * The quantile of the standard normal distribution, by bisection of the cumulative function, whose
 * series needs nothing but the four operations: {@code 1/2 + density * (x + x^3/3 + x^5/15 + ...)}
 * (G. Marsaglia, "Evaluating the normal distribution", 2004).
 */
final class NormalQuantile {
  private NormalQuantile() {}

  /**
   * Where the cumulative function reaches a probability, to 1e-6.
   *
   * @param probability 0.001 to 0.999
   */
  static float of(double probability) {
    double low = -4;
    double high = 4;
    for (int i = 0; i < 40; i++) {
      double middle = (low + high) / 2;
      if (cumulative(middle) < probability) low = middle;
      else high = middle;
    }
    return (float) low;
  }

  /** For x from -4 to 4. */
  static double cumulative(double x) {
    double term = x;
    double sum = x;
    for (int k = 3; k < 200; k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return 0.5 + sum * density(x);
  }

  private static double density(double x) {
    double exponent = -x * x / 2;
    double scaled = exponent / 64;
    double term = 1;
    double exponential = 1;
    for (int k = 1; k < 20; k++) {
      term *= scaled / k;
      exponential += term;
    }
    for (int i = 0; i < 6; i++) exponential *= exponential;
    return 0.3989422804014327 * exponential;
  }
}
