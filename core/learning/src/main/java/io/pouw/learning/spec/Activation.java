package io.pouw.learning.spec;

/** What a layer applies to each of its outputs. */
public enum Activation {
  /** Nothing: outputs stay as they are. */
  LINEAR,
  /** max(x, 0). */
  RELU,
  /** The Gaussian error linear unit in its tanh form, as GPT-2 has it. */
  GELU,
  /** The hyperbolic tangent. */
  TANH,
  /** 1 / (1 + e^-x). */
  SIGMOID
}
