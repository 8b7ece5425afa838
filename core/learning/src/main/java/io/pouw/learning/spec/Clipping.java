package io.pouw.learning.spec;

/** A bound on the gradient of a step. */
public sealed interface Clipping {
  /**
   * The whole gradient is scaled to this Euclidean norm if it is longer (R. Pascanu et al., "On the
   * difficulty of training recurrent neural networks", 2013, algorithm 1).
   */
  record Norm(float bound) implements Clipping {}

  /** Each element is brought into [-bound, bound]. */
  record Value(float bound) implements Clipping {}
}
