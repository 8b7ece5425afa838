package io.pouw.learning.spec;

/**
 * How a gradient changes the parameters. What the optimiser of a unit's local steps remembers
 * starts at zero in every unit, since a unit knows nothing but its round's state; what the server's
 * remembers is part of the state.
 */
public sealed interface OptimizerSpec {
  /** The step size before any schedule. */
  float learningRate();

  /** The step size of a round, counted from 0. */
  default float learningRate(int round) {
    return learningRate();
  }

  /** Numbers that it remembers of each parameter. */
  default int moments() {
    return switch (this) {
      case Sgd _ -> 0;
      case Momentum _, Nesterov _ -> 1;
      case Adam _ -> 2;
      case Clipped(OptimizerSpec rule, var _) -> rule.moments();
      case Scheduled(OptimizerSpec rule, var _) -> rule.moments();
    };
  }

  /** Stochastic gradient descent. */
  record Sgd(float learningRate) implements OptimizerSpec {}

  /** Gradient descent with a velocity that decays by {@code momentum} each step. */
  record Momentum(float learningRate, float momentum) implements OptimizerSpec {}

  /** Momentum that looks a step ahead. */
  record Nesterov(float learningRate, float momentum) implements OptimizerSpec {}

  /**
   * Adam; with a decay of the weights it is AdamW.
   *
   * @param weightDecay each step takes learning rate * decay * weight away; 0 for Adam
   */
  record Adam(float learningRate, float beta1, float beta2, float epsilon, float weightDecay)
      implements OptimizerSpec {}

  /** An optimiser that sees a gradient of bounded size. */
  record Clipped(OptimizerSpec rule, Clipping clipping) implements OptimizerSpec {
    @Override
    public float learningRate() {
      return rule.learningRate();
    }
  }

  /** An optimiser whose learning rate changes from round to round. */
  record Scheduled(OptimizerSpec rule, Schedule schedule) implements OptimizerSpec {
    @Override
    public float learningRate() {
      return rule.learningRate();
    }

    @Override
    public float learningRate(int round) {
      return (float) (rule.learningRate() * schedule.factor(round));
    }
  }
}
