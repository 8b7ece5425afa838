package io.pouw.learning.kernel;

import java.util.Arrays;

/**
 * Copies operands into panels in the order in which a kernel reads them. Panels at the border are
 * filled up with zeros, whose results nobody reads.
 */
final class Packing {
  private Packing() {}

  /**
   * Packs rows of a into panels of {@code height}: panel p holds, for each k, the values of rows
   * {@code row + p * height ...}; it begins at {@code p * height * depth}.
   */
  static void packRows(Matrix a, int row, int rows, int k, int depth, int height, float[] into) {
    for (int i = 0; i < rows; i += height) {
      int present = Math.min(height, rows - i);
      int from = a.index(row + i, k);
      if (present < height) Arrays.fill(into, i * depth, (i + height) * depth, 0f);
      if (a.rowStride() == 1)
        gatherAdjacent(a.data(), from, a.columnStride(), depth, present, height, into, i * depth);
      else gather(a, from, depth, present, height, into, i * depth);
    }
  }

  /**
   * Packs columns of b into panels of {@code width}: panel p holds, for each k, the values of
   * columns {@code p * width ...}; it begins at {@code to + p * width * depth}.
   */
  static void packColumns(Matrix b, int k, int depth, int width, float[] into, int to) {
    for (int column = 0; column < b.columns(); column += width) {
      int present = Math.min(width, b.columns() - column);
      int from = b.index(k, column);
      if (present < width)
        Arrays.fill(into, to + column * depth, to + (column + width) * depth, 0f);
      if (b.columnStride() == 1)
        gatherAdjacent(
            b.data(), from, b.rowStride(), depth, present, width, into, to + column * depth);
      else gather(b.transposed(), from, depth, present, width, into, to + column * depth);
    }
  }

  /** The values for one k lie side by side. */
  private static void gatherAdjacent(
      float[] data, int from, int step, int depth, int present, int width, float[] into, int to) {
    for (int k = 0; k < depth; k++)
      System.arraycopy(data, from + k * step, into, to + k * width, present);
  }

  /** The values for one k lie a row apart: reads along the rows, four at a time where it can. */
  private static void gather(
      Matrix a, int from, int depth, int present, int height, float[] into, int to) {
    int i = 0;
    for (; i + 4 <= present; i += 4)
      fourRows(a, from + i * a.rowStride(), depth, height, into, to + i);
    for (; i < present; i++) {
      int row = from + i * a.rowStride();
      for (int k = 0; k < depth; k++)
        into[to + i + k * height] = a.data()[row + k * a.columnStride()];
    }
  }

  private static void fourRows(Matrix a, int from, int depth, int height, float[] into, int to) {
    float[] data = a.data();
    int row1 = from + a.rowStride();
    int row2 = row1 + a.rowStride();
    int row3 = row2 + a.rowStride();
    for (int k = 0; k < depth; k++) {
      int along = k * a.columnStride();
      int at = to + k * height;
      into[at] = data[from + along];
      into[at + 1] = data[row1 + along];
      into[at + 2] = data[row2 + along];
      into[at + 3] = data[row3 + along];
    }
  }
}
