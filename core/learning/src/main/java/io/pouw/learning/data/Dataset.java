package io.pouw.learning.data;

/** Examples in memory. Immutable: any number of threads may read them. */
public interface Dataset {
  /** Number of examples, at least 1. */
  int rows();

  /** Values of one example. */
  int features();

  /** Targets of one example: one class, a token for each position, or values. */
  int targets();

  /** Writes the features of an example from {@code at} on, as a model takes them. */
  void copyRow(int row, float[] into, int at);

  /** Writes the targets of an example from {@code at} on; classes and tokens as whole numbers. */
  void copyTargets(int row, float[] into, int at);
}
