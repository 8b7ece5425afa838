package io.pouw.learning.network;

import io.pouw.learning.kernel.AdamStep;
import io.pouw.learning.kernel.Elementwise;
import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.spec.OptimizerSpec;
import java.util.Arrays;
import java.util.List;

/**
 * Changes parameters by their gradient; {@link Elementwise} states the operations. With the memory
 * of one thread's unit.
 */
sealed interface Optimizer
    permits ClippingOptimizer, Optimizer.Sgd, Optimizer.Momentum, Optimizer.Adam {
  /** Forgets all steps: called before each unit. */
  void reset();

  /** What it remembers, one number a parameter each; the arrays themselves. */
  List<float[]> memory();

  /** After {@link #memory} was filled: goes on as if so many steps had been made. */
  void resume(int steps);

  /**
   * Makes a step; the gradient may be changed too.
   *
   * @param scale the factor on the gradient
   */
  void step(float[] parameters, float[] gradients, float learningRate, float scale);

  static Optimizer of(OptimizerSpec spec, int parameters, Kernels kernels) {
    return switch (spec) {
      case OptimizerSpec.Sgd _ -> new Sgd(kernels, parameters);
      case OptimizerSpec.Momentum(float _, float momentum) ->
          new Momentum(kernels, momentum, false, parameters);
      case OptimizerSpec.Nesterov(float _, float momentum) ->
          new Momentum(kernels, momentum, true, parameters);
      case OptimizerSpec.Adam adam -> new Adam(kernels, adam, parameters);
      case OptimizerSpec.Clipped(OptimizerSpec rule, var clipping) ->
          new ClippingOptimizer(of(rule, parameters, kernels), clipping, kernels);
      case OptimizerSpec.Scheduled(OptimizerSpec rule, var _) -> of(rule, parameters, kernels);
    };
  }

  /** {@link Elementwise#sgd}. */
  final class Sgd implements Optimizer {
    private final Sweep sweep;
    private float rate;
    private float factor;

    Sgd(Kernels kernels, int parameters) {
      sweep = new Sweep(kernels, parameters, this::change);
    }

    private void change(Elementwise kernel, float[] w, float[] g, int from, int count) {
      kernel.sgd(w, g, from, count, rate, factor);
    }

    @Override
    public void reset() {}

    @Override
    public List<float[]> memory() {
      return List.of();
    }

    @Override
    public void resume(int steps) {}

    @Override
    public void step(float[] parameters, float[] gradients, float learningRate, float scale) {
      rate = learningRate;
      factor = scale;
      sweep.over(parameters, gradients);
    }

    /** The rest of a step that layers have made. */
    void step(float[] parameters, float[] gradients, float learningRate, Descent descent) {
      rate = learningRate;
      factor = 1f;
      for (int i = 0; i < descent.left().size(); i++) {
        Descent.Range range = descent.left().get(i);
        sweep.over(parameters, gradients, range.from(), range.count());
      }
    }
  }

  /** {@link Elementwise#momentum} or {@link Elementwise#nesterov}. */
  final class Momentum implements Optimizer {
    private final Sweep sweep;
    private final float momentum;
    private final boolean ahead;
    private final float[] velocity;
    private float rate;
    private float factor;

    Momentum(Kernels kernels, float momentum, boolean ahead, int parameters) {
      sweep = new Sweep(kernels, parameters, this::change);
      this.momentum = momentum;
      this.ahead = ahead;
      this.velocity = new float[parameters];
    }

    @Override
    public void reset() {
      Arrays.fill(velocity, 0f);
    }

    @Override
    public List<float[]> memory() {
      return List.of(velocity);
    }

    @Override
    public void resume(int steps) {}

    @Override
    public void step(float[] w, float[] g, float learningRate, float scale) {
      rate = learningRate;
      factor = scale;
      sweep.over(w, g);
    }

    private void change(Elementwise kernel, float[] w, float[] g, int from, int count) {
      if (ahead) kernel.nesterov(w, g, velocity, from, count, rate, momentum, factor);
      else kernel.momentum(w, g, velocity, from, count, rate, momentum, factor);
    }
  }

  /**
   * {@link Elementwise#adam}. The powers of beta1 and beta2 are products of doubles, one factor a
   * step; what follows from them is computed in double and rounded once.
   */
  final class Adam implements Optimizer {
    private final Sweep sweep;
    private final OptimizerSpec.Adam spec;
    private final float[] first;
    private final float[] second;
    private final AdamStep step;
    private double power1 = 1;
    private double power2 = 1;

    Adam(Kernels kernels, OptimizerSpec.Adam spec, int parameters) {
      sweep = new Sweep(kernels, parameters, this::change);
      this.spec = spec;
      this.step = new AdamStep(spec.beta1(), spec.beta2(), spec.epsilon());
      this.first = new float[parameters];
      this.second = new float[parameters];
    }

    @Override
    public void reset() {
      Arrays.fill(first, 0f);
      Arrays.fill(second, 0f);
      resume(0);
    }

    @Override
    public List<float[]> memory() {
      return List.of(first, second);
    }

    @Override
    public void resume(int steps) {
      power1 = 1;
      power2 = 1;
      for (int i = 0; i < steps; i++) {
        power1 *= spec.beta1();
        power2 *= spec.beta2();
      }
    }

    @Override
    public void step(float[] w, float[] g, float learningRate, float scale) {
      power1 *= spec.beta1();
      power2 *= spec.beta2();
      step.set(
          (float) (learningRate / (1 - power1)),
          (float) (1 / Math.sqrt(1 - power2)),
          (float) (1 - (double) learningRate * spec.weightDecay()),
          scale);
      sweep.over(w, g);
    }

    private void change(Elementwise kernel, float[] w, float[] g, int from, int count) {
      kernel.adam(w, g, first, second, from, count, step);
    }
  }
}
