package io.pouw.learning.spec;

/** How a gradient changes the parameters. */
public sealed interface OptimizerSpec {
  /** The step size of round 0. */
  float learningRate();

  /** Stochastic gradient descent. */
  record Sgd(float learningRate) implements OptimizerSpec {}

  /**
   * Gradient descent with a velocity that decays by {@code momentum} each step. The velocity starts
   * at zero in every unit, since a unit knows nothing but its round's state.
   */
  record Momentum(float learningRate, float momentum) implements OptimizerSpec {}
}
