package io.pouw.learning.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * The product on the Vector API. Lanes lie across columns of the result, never along k, so that
 * each element keeps the chain of the definition at every vector width. Blocks of k ({@value
 * #DEPTH}) and of rows ({@value #BLOCK_ROWS}) keep the packed panels in the first and second cache;
 * a chain that a block of k interrupts goes on from the stored sum, which changes no bit.
 */
final class VectorGemm implements Gemm {
  private static final boolean WIDE = FloatVector.SPECIES_PREFERRED.length() >= 16;
  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
  private static final int ROWS = WIDE ? Kernel8x2.ROWS : Kernel3x3.ROWS;
  private static final int COLUMNS =
      (WIDE ? Kernel8x2.VECTORS : Kernel3x3.VECTORS) * FloatVector.SPECIES_PREFERRED.length();

  /** Steps of k for which panels are packed at once. */
  static final int DEPTH = 256;

  /** Rows of a that are packed at once: a multiple of 8 and of 3. */
  static final int BLOCK_ROWS = 96;

  private final float[] packedA = new float[BLOCK_ROWS * DEPTH];
  private final float[] border = new float[ROWS * COLUMNS];
  private float[] packedB = new float[0];

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c, boolean accumulate) {
    Gemm.requireShapes(a, b, c);
    int panels = (c.columns() + COLUMNS - 1) / COLUMNS;
    int needed = Math.multiplyExact(panels * COLUMNS, Math.min(DEPTH, a.columns()));
    if (packedB.length < needed) packedB = new float[needed];
    for (int k = 0; k < a.columns(); k += DEPTH) {
      int depth = Math.min(DEPTH, a.columns() - k);
      packColumns(b, k, depth);
      for (int row = 0; row < c.rows(); row += BLOCK_ROWS) {
        int rows = Math.min(BLOCK_ROWS, c.rows() - row);
        Packing.packRows(a, row, rows, k, depth, ROWS, packedA);
        block(c, row, rows, depth, accumulate || k > 0);
      }
    }
  }

  private void packColumns(Matrix b, int k, int depth) {
    int narrow = narrow(b.columns());
    if (narrow > 0)
      Packing.packColumns(
          narrow == b.columns() ? b : b.columnRange(0, narrow), k, depth, COLUMNS, packedB, 0);
    if (narrow < b.columns())
      Packing.packColumns(
          b.columnRange(narrow, b.columns() - narrow), k, depth, LANES, packedB, narrow * depth);
  }

  private void block(Matrix c, int row, int rows, int depth, boolean resume) {
    int narrow = narrow(c.columns());
    for (int column = 0; column < c.columns(); column += COLUMNS) {
      int width = Math.min(COLUMNS, c.columns() - column);
      for (int i = 0; i < rows; i += ROWS) {
        int height = Math.min(ROWS, rows - i);
        int at = c.index(row + i, column);
        if (column == narrow)
          atNarrowBorder(c, at, height, width, depth, i * depth, column * depth, resume);
        else if (height == ROWS && width == COLUMNS)
          kernel(depth, i * depth, column * depth, c.data(), at, c.rowStride(), resume);
        else atBorder(c, at, height, width, depth, i * depth, column * depth, resume);
      }
    }
  }

  /** Where the last columns begin if one vector covers them, else past the end. */
  private static int narrow(int columns) {
    int last = (columns - 1) / COLUMNS * COLUMNS;
    return WIDE && columns - last <= LANES ? last : columns;
  }

  private void atNarrowBorder(
      Matrix c, int at, int height, int width, int depth, int fromA, int fromB, boolean resume) {
    if (height == ROWS && width == LANES) {
      Kernel8x1.run(depth, packedA, fromA, packedB, fromB, c.data(), at, c.rowStride(), resume);
      return;
    }
    if (resume) load(c, at, height, width);
    Kernel8x1.run(depth, packedA, fromA, packedB, fromB, border, 0, COLUMNS, resume);
    store(c, at, height, width);
  }

  /** Computes a whole block beside c and copies the part that exists. */
  private void atBorder(
      Matrix c, int at, int height, int width, int depth, int fromA, int fromB, boolean resume) {
    if (resume) load(c, at, height, width);
    kernel(depth, fromA, fromB, border, 0, COLUMNS, resume);
    store(c, at, height, width);
  }

  private void load(Matrix c, int at, int height, int width) {
    for (int i = 0; i < height; i++)
      System.arraycopy(c.data(), at + i * c.rowStride(), border, i * COLUMNS, width);
  }

  private void store(Matrix c, int at, int height, int width) {
    for (int i = 0; i < height; i++)
      System.arraycopy(border, i * COLUMNS, c.data(), at + i * c.rowStride(), width);
  }

  private void kernel(
      int depth, int fromA, int fromB, float[] c, int at, int stride, boolean resume) {
    if (WIDE) Kernel8x2.run(depth, packedA, fromA, packedB, fromB, c, at, stride, resume);
    else Kernel3x3.run(depth, packedA, fromA, packedB, fromB, c, at, stride, resume);
  }
}
