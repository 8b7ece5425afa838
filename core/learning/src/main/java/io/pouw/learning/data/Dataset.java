package io.pouw.learning.data;

/**
 * Rows of features with targets each, read one row at a time, so that an implementation may hold
 * them as compactly as their file does. Immutable: any number of threads may read it.
 *
 * <p>Everything is a float: a class label is a whole number, so are token numbers (exact below
 * 2^24); -1 stands for an absent token.
 */
public interface Dataset {
  int rows();

  /** Values of one row. */
  int features();

  /** Targets of one row: 1 for a class label, one a position for a language model. */
  int targets();

  /** Writes the features of a row, from {@code at} on. */
  void copyRow(int row, float[] into, int at);

  /** Writes the targets of a row, from {@code at} on. */
  void copyTargets(int row, float[] into, int at);

  /** The class label of a row that has one target. */
  default int label(int row) {
    float[] target = new float[targets()];
    copyTargets(row, target, 0);
    return (int) target[0];
  }
}
