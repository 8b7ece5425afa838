package io.pouw.learning.spec;

/** What a layer applies to each of its outputs. */
public enum Activation {
  /** Nothing: outputs stay as they are. */
  LINEAR,
  /** max(x, 0). */
  RELU
}
