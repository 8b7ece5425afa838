package io.pouw.learning.network;

import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.kernel.RowKernels;
import io.pouw.learning.spec.Clipping;
import java.util.List;

/**
 * Bounds the gradient before the rule sees it. A norm is the square root of {@link
 * RowKernels#squaredNorm} over the whole gradient; one that is above the bound scales every element
 * by {@code bound / norm}. A gradient that is not finite stays as it is.
 */
record ClippingOptimizer(Optimizer rule, Clipping clipping, Kernels kernels) implements Optimizer {
  @Override
  public void reset() {
    rule.reset();
  }

  @Override
  public List<float[]> memory() {
    return rule.memory();
  }

  @Override
  public void resume(int steps) {
    rule.resume(steps);
  }

  @Override
  public void step(float[] parameters, float[] gradients, float learningRate, float scale) {
    if (scale != 1f) kernels.elementwise().scale(scale, gradients, 0, gradients.length);
    switch (clipping) {
      case Clipping.Norm(float bound) ->
          rule.step(parameters, gradients, learningRate, share(gradients, bound));
      case Clipping.Value(float bound) -> {
        kernels.elementwise().clamp(bound, gradients, 0, gradients.length);
        rule.step(parameters, gradients, learningRate, 1f);
      }
    }
  }

  /** What brings the norm to its bound; 1 for a gradient that is short enough, or not finite. */
  private float share(float[] gradients, float bound) {
    float squares = kernels.rows().squaredNorm(gradients, 0, gradients.length);
    float norm = (float) Math.sqrt(squares);
    return norm > bound && Float.isFinite(norm) ? bound / norm : 1f;
  }
}
