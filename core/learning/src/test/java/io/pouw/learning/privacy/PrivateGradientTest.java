package io.pouw.learning.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrivateGradientTest {
  private static final long SEED = 31_415;
  private final NoiseSecret secret = NoiseSecret.of(new byte[32]);

  private static PrivacySpec spec(double clip, double noise) {
    return new PrivacySpec(clip, noise, 1e-5, Sampling.SHUFFLED);
  }

  @Test
  void noExampleHasMoreThanItsShare() {
    float[] long_ = {30, 40};
    float[] short_ = {0.3f, -0.4f};
    double deviation = 0.1;
    var gradient = new PrivateGradient(spec(1, deviation), 2);
    float[] nothing = finished(gradient);
    gradient.add(long_);
    gradient.add(short_);
    gradient.add(new float[] {Float.NaN, 1});
    gradient.add(new float[] {Float.POSITIVE_INFINITY, 1});
    float[] out = finished(gradient);
    assertEquals((0.6 + 0.3) / 4, out[0] - nothing[0], 1e-7);
    assertEquals((0.8 - 0.4) / 4, out[1] - nothing[1], 1e-7);
    gradient.begin();
    assertArrayEquals(nothing, finished(gradient), "nothing is left of the step before");
  }

  private float[] finished(PrivateGradient gradient) {
    float[] out = new float[2];
    gradient.finish(secret, 0, 4, out);
    return out;
  }

  @Test
  void theNoiseHasTheStatedDeviation() {
    int size = 100_000;
    var gradient = new PrivateGradient(spec(2, 1.5), size);
    float[] out = new float[size];
    gradient.finish(secret, 7, 10, out);
    double squares = 0;
    for (float value : out) squares += value * (double) value / size;
    assertEquals(0.3, Math.sqrt(squares), 5 * 0.3 / Math.sqrt(2.0 * size));
    float[] again = new float[size];
    gradient.finish(secret, 7, 10, again);
    assertArrayEquals(out, again);
  }

  @Test
  void theNormIsTheRootOfTheSumOfSquares() {
    var random = new Random(SEED);
    for (int size : new int[] {0, 1, 15, 16, 17, 1_000}) {
      float[] values = new float[size];
      double expected = 0;
      for (int i = 0; i < size; i++) {
        values[i] = (float) random.nextGaussian();
        expected += (double) values[i] * values[i];
      }
      assertEquals(expected, PrivateGradient.squaredNorm(values), 1e-9, "size " + size);
    }
    assertEquals(1e76, PrivateGradient.squaredNorm(new float[] {1e38f}), 1e70);
  }

  @Test
  void settingsWithoutMeaningAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> spec(0, 1));
    assertThrows(IllegalArgumentException.class, () -> spec(1, 0));
    assertThrows(IllegalArgumentException.class, () -> spec(Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> new PrivacySpec(1, 1, 0, Sampling.POISSON));
    var gradient = new PrivateGradient(spec(1, 1), 3);
    assertThrows(IllegalArgumentException.class, () -> gradient.add(new float[2]));
  }
}
