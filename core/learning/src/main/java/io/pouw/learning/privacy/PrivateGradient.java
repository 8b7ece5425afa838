package io.pouw.learning.privacy;

import java.util.Arrays;

/**
 * The gradient of one step with differential privacy: the sum of the examples' clipped gradients,
 * noised, over the nominal batch size (M. Abadi et al., 2016, algorithm 1). For one thread.
 *
 * <p>The stated order: an example's squared norm is added up in double in 16 strands, strand l the
 * squares of elements l, l + 16, ... in increasing order, then folded by halves (8, 4, 2, 1). If
 * the norm is over the limit, the example counts clip / norm, else 1. The sum of the examples is a
 * double for each parameter, one fused multiply-add an example, in the order of the calls. To it
 * the noise is added, parameter by parameter, and the result, over the batch size, is rounded to
 * float once.
 *
 * <p>Noise in floating point is not the continuous Gaussian of the proof; the rounding to float
 * hides the finest steps of it, but this is no defence against an attack on those (I. Mironov, "On
 * significance of the least significant bits for differential privacy", 2012).
 */
public final class PrivateGradient {
  private static final int STRANDS = 16;

  private final PrivacySpec spec;
  private final double[] sum;

  public PrivateGradient(PrivacySpec spec, int parameters) {
    this.spec = spec;
    this.sum = new double[parameters];
  }

  /** Forgets all examples. */
  public void begin() {
    Arrays.fill(sum, 0);
  }

  /**
   * Adds an example. A gradient that is not finite counts as zero, so that no example has more than
   * its share.
   */
  public void add(float[] gradient) {
    requireLength(gradient);
    double norm = Math.sqrt(squaredNorm(gradient));
    if (!Double.isFinite(norm)) return;
    double factor = norm > spec.clip() ? spec.clip() / norm : 1;
    for (int i = 0; i < sum.length; i++) sum[i] = Math.fma(factor, gradient[i], sum[i]);
  }

  /** The squared L2 norm, in the stated order. */
  static double squaredNorm(float[] values) {
    double[] strands = new double[STRANDS];
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      strands[i % STRANDS] = Math.fma(value, value, strands[i % STRANDS]);
    }
    for (int half = STRANDS / 2; half > 0; half /= 2)
      for (int l = 0; l < half; l++) strands[l] += strands[l + half];
    return strands[0];
  }

  /**
   * Ends the step.
   *
   * @param batchSize the nominal one: with Poisson sampling not the number of examples that came,
   *     as that would tell of them
   * @param step of the unit, from 0; no two steps may have the same
   * @param gradient is set
   */
  public void finish(NoiseSecret secret, long step, int batchSize, float[] gradient) {
    requireLength(gradient);
    GaussianNoise noise = secret.noise(step);
    double deviation = spec.noise() * spec.clip();
    for (int i = 0; i < sum.length; i++)
      gradient[i] = (float) (Math.fma(deviation, noise.next(), sum[i]) / batchSize);
  }

  private void requireLength(float[] gradient) {
    if (gradient.length != sum.length)
      throw new IllegalArgumentException(
          "a gradient has %d numbers, expected %d".formatted(gradient.length, sum.length));
  }
}
