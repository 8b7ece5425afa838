package io.pouw.learning.network;

import io.pouw.learning.spec.OptimizerSpec;
import java.util.Arrays;

/** Changes parameters by their gradient. With the memory of one thread's unit. */
interface Optimizer {
  /** Forgets all steps: called before each unit. */
  void reset();

  void step(float[] parameters, float[] gradients, float learningRate);

  static Optimizer of(OptimizerSpec spec, int parameters) {
    return switch (spec) {
      case OptimizerSpec.Sgd sgd -> new Sgd();
      case OptimizerSpec.Momentum momentum -> new Momentum(momentum.momentum(), parameters);
    };
  }

  /** w = fma(-rate, g, w). */
  final class Sgd implements Optimizer {
    @Override
    public void reset() {}

    @Override
    public void step(float[] parameters, float[] gradients, float learningRate) {
      float rate = -learningRate;
      for (int i = 0; i < parameters.length; i++)
        parameters[i] = Math.fma(rate, gradients[i], parameters[i]);
    }
  }

  /** v = fma(momentum, v, g); w = fma(-rate, v, w). */
  final class Momentum implements Optimizer {
    private final float momentum;
    private final float[] velocity;

    Momentum(float momentum, int parameters) {
      this.momentum = momentum;
      this.velocity = new float[parameters];
    }

    @Override
    public void reset() {
      Arrays.fill(velocity, 0f);
    }

    @Override
    public void step(float[] parameters, float[] gradients, float learningRate) {
      float rate = -learningRate;
      for (int i = 0; i < parameters.length; i++) {
        float v = Math.fma(momentum, velocity[i], gradients[i]);
        velocity[i] = v;
        parameters[i] = Math.fma(rate, v, parameters[i]);
      }
    }
  }
}
