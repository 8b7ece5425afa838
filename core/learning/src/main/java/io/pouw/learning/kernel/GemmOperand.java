package io.pouw.learning.kernel;

/**
 * Where a kernel of {@link VectorGemm} finds an operand's part of a block: packed, or as it lies.
 * Mutable, so that no product allocates.
 */
final class GemmOperand {
  float[] data = {};

  /** The element of the first k and of the block's first row or column. */
  int from;

  /**
   * From a row of the left operand to the next. Columns of the right one always lie side by side.
   */
  int across = 1;

  /** From one k to the next. */
  int along;

  void set(float[] values, int first, int rowStep, int step) {
    data = values;
    from = first;
    across = rowStep;
    along = step;
  }
}
