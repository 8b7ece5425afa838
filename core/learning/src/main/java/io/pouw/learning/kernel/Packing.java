package io.pouw.learning.kernel;

import java.util.Arrays;

/**
 * Copies the columns of an operand into panels in the order in which a kernel reads them. A panel
 * at the border is filled up with zeros, whose results nobody reads.
 */
final class Packing {
  private Packing() {}

  /**
   * Packs columns {@code first} to {@code end} of b into panels of {@code width}: panel p holds,
   * for each k, the values of columns {@code first + p * width ...}; it begins at {@code to + p *
   * width * depth}.
   */
  static void packColumns(
      Matrix b, int first, int end, int k, int depth, int width, float[] into, int to) {
    for (int column = first; column < end; column += width) {
      int present = Math.min(width, end - column);
      int from = b.index(k, column);
      int at = to + (column - first) * depth;
      if (present < width) Arrays.fill(into, at, at + width * depth, 0f);
      if (b.columnStride() == 1)
        gatherAdjacent(b.data(), from, b.rowStride(), depth, present, width, into, at);
      else gather(b.data(), from, b.columnStride(), b.rowStride(), depth, present, width, into, at);
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
      float[] data,
      int from,
      int across,
      int along,
      int depth,
      int present,
      int height,
      float[] into,
      int to) {
    int i = 0;
    for (; i + 4 <= present; i += 4)
      fourRows(data, from + i * across, across, along, depth, height, into, to + i);
    for (; i < present; i++)
      for (int k = 0; k < depth; k++)
        into[to + i + k * height] = data[from + i * across + k * along];
  }

  private static void fourRows(
      float[] data, int from, int across, int along, int depth, int height, float[] into, int to) {
    int row1 = from + across;
    int row2 = row1 + across;
    int row3 = row2 + across;
    for (int k = 0; k < depth; k++) {
      int at = to + k * height;
      into[at] = data[from + k * along];
      into[at + 1] = data[row1 + k * along];
      into[at + 2] = data[row2 + k * along];
      into[at + 3] = data[row3 + k * along];
    }
  }
}
