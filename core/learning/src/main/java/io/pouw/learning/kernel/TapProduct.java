package io.pouw.learning.kernel;

import java.util.Arrays;

/**
 * A convolution as a matrix product whose right operand is never written down: rows of weights
 * times, for each pixel, the taps that it sees in a {@link PlaneTile}. The value of tap k at pixel
 * p is at {@code pixelIn[p] + offset[k]}; its result belongs to {@code pixelOut[p]}. Both tables of
 * pixels go on with copies of the last, and so does that of offsets, so that a block of {@value
 * #MOST_COLUMNS} may begin anywhere: it computes the last one again.
 */
final class TapProduct {
  static final int MOST_COLUMNS = 8;

  final int rows;
  final int depth;
  final int pixels;
  final int[] offset;
  final int[] pixelIn;
  final int[] pixelOut;
  private final int[] weightAt;
  private final int weightStep;
  private float[] packed = new float[0];

  /**
   * @param weightAt where the weight of each tap lies for row 0
   * @param weightStep from one row's weight to that of the next
   */
  TapProduct(
      int rows, int[] weightAt, int weightStep, int[] offset, int[] pixelIn, int[] pixelOut) {
    this.rows = rows;
    this.depth = offset.length;
    this.pixels = pixelIn.length;
    this.weightAt = weightAt;
    this.weightStep = weightStep;
    this.offset = extended(offset);
    this.pixelIn = extended(pixelIn);
    this.pixelOut = extended(pixelOut);
  }

  private static int[] extended(int[] table) {
    int[] longer = Arrays.copyOf(table, table.length + MOST_COLUMNS);
    if (table.length > 0) Arrays.fill(longer, table.length, longer.length, table[table.length - 1]);
    return longer;
  }

  /**
   * Packs the weights in blocks of {@code height} rows: first the rows' start values (left at 0
   * here), then their weights for each tap. Rows that do not exist have weights of zero.
   */
  float[] pack(int height, float[] weights, int from) {
    int blocks = (rows + height - 1) / height;
    int size = blocks * height * (depth + 1);
    if (packed.length != size) packed = new float[size];
    for (int row = 0; row < rows; row++) {
      int to = blockFrom(height, row) + row % height;
      int first = from + row * weightStep;
      packed[to] = 0f;
      for (int k = 0; k < depth; k++) packed[to + (k + 1) * height] = weights[first + weightAt[k]];
    }
    return packed;
  }

  /** After {@link #pack}: the values that the chains of the rows start from. */
  void packStarts(int height, float[] starts, int from) {
    for (int row = 0; row < rows; row++)
      packed[blockFrom(height, row) + row % height] = starts[from + row];
  }

  float[] packed() {
    return packed;
  }

  /** Where the packed block of a row begins. */
  int blockFrom(int height, int row) {
    return row / height * height * (depth + 1);
  }
}
