package io.pouw.learning.spec;

/** What training makes small. */
public enum Loss {
  /** Cross-entropy between the label and the softmax of the last layer's outputs. */
  SOFTMAX_CROSS_ENTROPY
}
