package io.pouw.learning.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.spec.Clipping;
import io.pouw.learning.spec.OptimizerSpec;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  private final Kernels kernels = KernelPath.fastest().newKernels();

  private Optimizer of(OptimizerSpec spec, int parameters) {
    return Optimizer.of(spec, parameters, kernels);
  }

  @Test
  void momentumAddsUpAPartOfEarlierGradients() {
    Optimizer momentum = of(new OptimizerSpec.Momentum(1f, 0.5f), 1);
    float[] parameter = {10f};
    momentum.step(parameter, new float[] {1f}, 1f, 1f);
    assertEquals(9f, parameter[0]);
    momentum.step(parameter, new float[] {1f}, 1f, 1f);
    assertEquals(7.5f, parameter[0]);
    momentum.reset();
    momentum.step(parameter, new float[] {1f}, 1f, 1f);
    assertEquals(6.5f, parameter[0]);
  }

  @Test
  void nesterovLooksAStepAhead() {
    Optimizer nesterov = of(new OptimizerSpec.Nesterov(1f, 0.5f), 1);
    float[] parameter = {10f};
    nesterov.step(parameter, new float[] {1f}, 1f, 1f);
    assertEquals(8.5f, parameter[0]);
    nesterov.step(parameter, new float[] {1f}, 1f, 1f);
    assertEquals(6.75f, parameter[0]);
  }

  @Test
  void adamFollowsItsEquationsAndForgetsThemOnReset() {
    Optimizer adam = of(new OptimizerSpec.Adam(0.1f, 0.9f, 0.99f, 1e-8f, 0.05f), 20);
    for (int unit = 0; unit < 2; unit++) {
      float[] w = new float[20];
      double[] expected = new double[20];
      for (int i = 0; i < 20; i++) expected[i] = w[i] = i - 9.5f;
      double[] m = new double[20];
      double[] v = new double[20];
      adam.reset();
      for (int t = 1; t <= 5; t++) {
        float[] g = new float[20];
        for (int i = 0; i < 20; i++) {
          g[i] = (i * 7 + t * 5) % 11 - 5.25f;
          m[i] = 0.9 * m[i] + 0.1 * g[i];
          v[i] = 0.99 * v[i] + 0.01 * g[i] * g[i];
          double first = m[i] / (1 - power(0.9, t));
          double second = v[i] / (1 - power(0.99, t));
          expected[i] -= 0.1 * 0.05 * expected[i];
          expected[i] -= 0.1 * first / (Math.sqrt(second) + 1e-8);
        }
        adam.step(w, g, 0.1f, 1f);
      }
      for (int i = 0; i < 20; i++) assertEquals(expected[i], w[i], 2e-5);
    }
  }

  private static double power(double base, int exponent) {
    double power = 1;
    for (int i = 0; i < exponent; i++) power *= base;
    return power;
  }

  @Test
  void aLongGradientIsScaledToTheBoundAndAShortOneKept() {
    var spec = new OptimizerSpec.Clipped(new OptimizerSpec.Sgd(1f), new Clipping.Norm(5f));
    float[] w = new float[2];
    of(spec, 2).step(w, new float[] {30f, 40f}, 1f, 1f);
    assertArrayEquals(new float[] {-3f, -4f}, w, 1e-6f);
    of(spec, 2).step(w, new float[] {-3f, -4f}, 1f, 1f);
    assertArrayEquals(new float[] {0f, 0f}, w, 1e-6f);
  }

  @Test
  void valuesAreBroughtIntoTheirBounds() {
    var spec = new OptimizerSpec.Clipped(new OptimizerSpec.Sgd(1f), new Clipping.Value(2f));
    float[] w = new float[3];
    of(spec, 3).step(w, new float[] {30f, -40f, 1f}, 1f, 1f);
    assertArrayEquals(new float[] {-2f, 2f, -1f}, w);
  }
}
