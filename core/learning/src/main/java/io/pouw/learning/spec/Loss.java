package io.pouw.learning.spec;

/** What training makes small. */
public enum Loss {
  /** Cross-entropy between the label and the softmax of the last layer's outputs. */
  SOFTMAX_CROSS_ENTROPY,
  /** The mean of the squared differences between outputs and targets. */
  MEAN_SQUARED_ERROR,
  /** Cross-entropy between targets of 0 or 1 and the sigmoid of each output. */
  BINARY_CROSS_ENTROPY
}
