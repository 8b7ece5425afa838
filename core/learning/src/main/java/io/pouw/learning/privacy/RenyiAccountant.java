package io.pouw.learning.privacy;

import static io.pouw.learning.privacy.DoubleTranscendental.exp;
import static io.pouw.learning.privacy.DoubleTranscendental.log;

/**
 * Adds up the Renyi divergence of the sampled Gaussian mechanism over steps (I. Mironov, K. Talwar,
 * L. Zhang, "Renyi differential privacy of the sampled Gaussian mechanism", 2019, section 3.3) at
 * the whole orders from 2 to {@value #MAX_ORDER}, and converts it to (epsilon, delta). Whole orders
 * are a subset of all, so the epsilon is a true upper bound; between them a few tenths of a percent
 * are lost where the best order is small. Immutable and thread-safe.
 *
 * <p>Assumes that each step's batch takes each example with the same probability, independent of
 * all else ({@link Sampling#POISSON}), and that neighbouring data sets differ by one example added
 * or taken away.
 */
public final class RenyiAccountant {
  public static final int MAX_ORDER = 512;
  private static final int MIN_ORDER = 2;

  private final double samplingRate;
  private final double noise;

  /** Divergence of one step, by order; the first two places are unused. */
  private final double[] divergence = new double[MAX_ORDER + 1];

  /**
   * @param samplingRate chance of an example to be in a batch, over 0, at most 1
   * @param noise standard deviation of the noise over the clipping norm, from 0.1
   * @throws IllegalArgumentException if one lies outside
   */
  public RenyiAccountant(double samplingRate, double noise) {
    if (!(samplingRate > 0 && samplingRate <= 1))
      throw new IllegalArgumentException(
          "a sampling rate is over 0 and at most 1, not " + samplingRate);
    if (!(noise >= PrivacySpec.MIN_NOISE && noise <= PrivacySpec.MAX_NOISE))
      throw new IllegalArgumentException(
          "a noise is from %s to %s, not %s"
              .formatted(PrivacySpec.MIN_NOISE, PrivacySpec.MAX_NOISE, noise));
    this.samplingRate = samplingRate;
    this.noise = noise;
    double[] logFactorial = logFactorials();
    for (int order = MIN_ORDER; order <= MAX_ORDER; order++)
      divergence[order] = logMoment(order, logFactorial) / (order - 1);
  }

  private static double[] logFactorials() {
    double[] sums = new double[MAX_ORDER + 1];
    for (int n = 2; n <= MAX_ORDER; n++) sums[n] = sums[n - 1] + log(n);
    return sums;
  }

  /**
   * The logarithm of sum over k of C(order, k) (1 - q)^(order - k) q^k exp((k^2 - k) / (2 s^2)),
   * from the greatest term, so that none overflows.
   */
  private double logMoment(int order, double[] logFactorial) {
    if (samplingRate == 1) return order * (order - 1.0) / (2 * noise * noise);
    double logIn = log(samplingRate);
    double logOut = log(1 - samplingRate);
    double[] terms = new double[order + 1];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k <= order; k++) {
      double choices = logFactorial[order] - logFactorial[k] - logFactorial[order - k];
      double growth = k * (k - 1.0) / (2 * noise * noise);
      terms[k] = choices + k * logIn + (order - k) * logOut + growth;
      greatest = Math.max(greatest, terms[k]);
    }
    double sum = 0;
    for (double term : terms) sum += exp(term - greatest);
    // The moment is at least 1, whatever rounding made of it.
    return Math.max(0, greatest + log(sum));
  }

  /**
   * Renyi divergence of so many steps at a whole order.
   *
   * @throws IllegalArgumentException if the order is not one of this accountant's
   */
  public double divergence(long steps, int order) {
    if (order < MIN_ORDER || order > MAX_ORDER)
      throw new IllegalArgumentException(
          "an order is from %d to %d, not %d".formatted(MIN_ORDER, MAX_ORDER, order));
    return steps * divergence[order];
  }

  /**
   * The least epsilon over all orders after so many steps, by two conversions: C. Canonne, G.
   * Kamath, T. Steinke, "The discrete Gaussian for differential privacy", 2020, proposition 12: D +
   * log((a - 1) / a) - (log delta + log a) / (a - 1); and I. Mironov, "Renyi differential privacy",
   * 2017, proposition 3: D - log delta / (a - 1).
   *
   * @param steps from 0
   * @param delta over 0, under 1
   */
  public PrivacyReport report(long steps, double delta) {
    if (steps < 0) throw new IllegalArgumentException("there are no " + steps + " steps");
    if (!(delta > 0 && delta < 1))
      throw new IllegalArgumentException("a delta is over 0 and under 1, not " + delta);
    double epsilon = Double.POSITIVE_INFINITY;
    double classic = Double.POSITIVE_INFINITY;
    int order = MIN_ORDER;
    int classicOrder = MIN_ORDER;
    for (int a = MIN_ORDER; a <= MAX_ORDER; a++) {
      double total = divergence(steps, a);
      double improved = total + log((a - 1.0) / a) - (log(delta) + log(a)) / (a - 1);
      if (improved < epsilon) {
        epsilon = improved;
        order = a;
      }
      double first = total - log(delta) / (a - 1);
      if (first < classic) {
        classic = first;
        classicOrder = a;
      }
    }
    return new PrivacyReport(
        steps, samplingRate, noise, delta, Math.max(0, epsilon), order, classic, classicOrder);
  }
}
