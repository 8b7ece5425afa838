package io.pouw.learning.network;

import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.spec.OptimizerSpec;
import java.util.Arrays;
import java.util.List;

/**
 * An optimiser whose memory goes from round to round in the task's state, one step a round: its
 * moments one after the other, each of one number a parameter. What it counts of its steps is the
 * round. For one call at a time.
 */
public final class ServerOptimizer {
  private final Optimizer rule;

  public ServerOptimizer(OptimizerSpec spec, int parameters, Kernels kernels) {
    rule = Optimizer.of(spec, parameters, kernels);
  }

  /**
   * Makes the step of a round. A parameter for which it, or one of its moments, would not be finite
   * stays as it was, and its moments too.
   *
   * @param gradient may be changed
   * @param moments {@link OptimizerSpec#moments} numbers a parameter; replaced
   * @param round from 0
   */
  public void step(
      float[] parameters, float[] gradient, float[] moments, int round, float learningRate) {
    int n = parameters.length;
    List<float[]> memory = rule.memory();
    for (int k = 0; k < memory.size(); k++) System.arraycopy(moments, k * n, memory.get(k), 0, n);
    rule.resume(round);
    float[] before = Arrays.copyOf(parameters, n);
    rule.step(parameters, gradient, learningRate, 1f);
    for (int i = 0; i < n; i++) {
      if (isFinite(parameters, memory, i)) {
        for (int k = 0; k < memory.size(); k++) moments[k * n + i] = memory.get(k)[i];
      } else {
        parameters[i] = before[i];
      }
    }
  }

  private static boolean isFinite(float[] parameters, List<float[]> memory, int at) {
    boolean finite = Float.isFinite(parameters[at]);
    for (float[] each : memory) finite &= Float.isFinite(each[at]);
    return finite;
  }
}
