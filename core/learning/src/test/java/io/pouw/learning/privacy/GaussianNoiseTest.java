package io.pouw.learning.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.random.RandomStream;
import io.pouw.primitives.Hash;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GaussianNoiseTest {
  private static final int COUNT = 200_000;
  private static final String GOLDEN = "-0x1.7570ad8db9b1bp-1";

  @Test
  void quantilesAreThePublishedOnes() {
    // The check values of Wichura's paper, and common ones.
    assertEquals(-0.6744897501960817, NormalQuantile.of(0.25), 1e-15);
    assertEquals(-3.090232306167814, NormalQuantile.of(0.001), 4e-15);
    assertEquals(-9.262340089798408, NormalQuantile.of(1e-20), 1e-14);
    assertEquals(1.959963984540054, NormalQuantile.of(0.975), 4e-15);
    assertEquals(0.0, NormalQuantile.of(0.5));
    assertEquals(-NormalQuantile.of(0.125), NormalQuantile.of(0.875));
  }

  @Test
  void momentsAreThoseOfTheNormalDistribution() {
    double[] draws = draws(1);
    double[] moments = new double[5];
    for (double x : draws) {
      double power = 1;
      for (int k = 1; k <= 4; k++) moments[k] += (power *= x) / COUNT;
    }
    // Five standard errors: sqrt(1 / n), sqrt(2 / n), sqrt(15 / n), sqrt(96 / n).
    assertEquals(0, moments[1], 5 * Math.sqrt(1.0 / COUNT));
    assertEquals(1, moments[2], 5 * Math.sqrt(2.0 / COUNT));
    assertEquals(0, moments[3], 5 * Math.sqrt(15.0 / COUNT));
    assertEquals(3, moments[4], 5 * Math.sqrt(96.0 / COUNT));
  }

  @Test
  void theDistributionIsNormalByKolmogorovAndSmirnov() {
    for (int seed = 1; seed <= 5; seed++) {
      double[] draws = draws(seed);
      Arrays.sort(draws);
      double distance = 0;
      for (int i = 0; i < COUNT; i++) {
        double expected = normal(draws[i]);
        distance =
            Math.max(
                distance, Math.max(expected - (double) i / COUNT, (i + 1.0) / COUNT - expected));
      }
      // Exceeded by a right generator with probability 0.0001.
      assertTrue(distance < 2.23 / Math.sqrt(COUNT), "seed " + seed + ": " + distance);
    }
  }

  @Test
  void neighboursAreUncorrelated() {
    double[] draws = draws(9);
    double sum = 0;
    for (int i = 1; i < COUNT; i++) sum += draws[i] * draws[i - 1];
    assertEquals(0, sum / COUNT, 5 / Math.sqrt(COUNT));
  }

  @Test
  void theFirstNumbersAreAlwaysTheSame() {
    double[] draws = draws(1);
    double sum = 0;
    for (int i = 0; i < 1_000; i++) sum += draws[i];
    assertEquals(GOLDEN, Double.toHexString(sum));
  }

  private static double[] draws(int seed) {
    var noise =
        new GaussianNoise(RandomStream.of(Hash.sha256(new byte[] {(byte) seed}), "noise", 0));
    double[] draws = new double[COUNT];
    for (int i = 0; i < COUNT; i++) draws[i] = noise.next();
    return draws;
  }

  /** The distribution function by its series around 0: good to 1e-12 within six deviations. */
  private static double normal(double x) {
    double term = x;
    double sum = x;
    for (int k = 3; k < 200; k += 2) sum += term *= x * x / k;
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
