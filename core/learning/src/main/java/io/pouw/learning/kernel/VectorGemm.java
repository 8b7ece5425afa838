package io.pouw.learning.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * The product on the Vector API. Lanes lie across columns of the result, never along k, so that
 * each element keeps the chain of the definition at every vector width. Blocks of k ({@value
 * #DEPTH}) and of rows ({@value #BLOCK_ROWS}) keep what a kernel reads in the first and second
 * cache; a chain that a block of k interrupts goes on from the stored sum, which changes no bit.
 *
 * <p>Copying an operand into panels costs as much as some hundred multiply-adds per element, which
 * products of the sizes of a layer do not earn back. So operands are read where they lie, but for
 * right ones that many rows share or whose columns lie apart.
 */
final class VectorGemm implements Gemm {
  private static final boolean WIDE = FloatVector.SPECIES_PREFERRED.length() >= 16;
  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
  private static final int ROWS = WIDE ? Kernel8x2.ROWS : Kernel3x3.ROWS;
  private static final int COLUMNS = (WIDE ? Kernel8x2.VECTORS : Kernel3x3.VECTORS) * LANES;

  /** Steps of k that a block covers. */
  static final int DEPTH = 256;

  /** Rows of a that a block covers: a multiple of 8 and of 3. */
  static final int BLOCK_ROWS = 96;

  /** From so many rows on packing the right operand pays. */
  private static final int SHARED_ROWS = 256;

  private final GemmOperand left = new GemmOperand();
  private final GemmOperand right = new GemmOperand();
  private final float[] border = new float[ROWS * COLUMNS];
  private float[] packedB = new float[0];

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c, boolean accumulate) {
    Gemm.requireShapes(a, b, c);
    int direct = directColumns(b, c);
    reserve(b, direct);
    for (int k = 0; k < a.columns(); k += DEPTH) {
      int depth = Math.min(DEPTH, a.columns() - k);
      pack(b, direct, k, depth);
      for (int row = 0; row < c.rows(); row += BLOCK_ROWS) {
        int rows = Math.min(BLOCK_ROWS, c.rows() - row);
        for (int column = 0; column < c.columns(); column += COLUMNS) {
          setRight(b, direct, k, column, depth);
          for (int i = 0; i < rows; i += ROWS) {
            left.set(a.data(), a.index(row + i, k), a.rowStride(), a.columnStride());
            block(c, row + i, Math.min(ROWS, rows - i), column, depth, accumulate || k > 0);
          }
        }
      }
    }
  }

  /** Columns of b, whole panels, that are read where they lie. */
  private static int directColumns(Matrix b, Matrix c) {
    if (b.columnStride() != 1 || c.rows() >= SHARED_ROWS) return 0;
    int whole = b.columns() / COLUMNS * COLUMNS;
    return b.columns() - whole == LANES && WIDE ? b.columns() : whole;
  }

  private void reserve(Matrix b, int direct) {
    int depth = Math.min(DEPTH, b.rows());
    int panels = Math.ceilDiv(b.columns() - direct, COLUMNS);
    int needed = Math.multiplyExact(panels * COLUMNS, depth);
    if (packedB.length < needed) packedB = new float[needed];
  }

  /** Packs the columns from {@code direct} on. */
  private void pack(Matrix b, int direct, int k, int depth) {
    int narrow = narrow(b.columns());
    if (direct < Math.min(narrow, b.columns()))
      Packing.packColumns(b, direct, Math.min(narrow, b.columns()), k, depth, COLUMNS, packedB, 0);
    if (direct <= narrow && narrow < b.columns())
      Packing.packColumns(
          b, narrow, b.columns(), k, depth, LANES, packedB, (narrow - direct) * depth);
  }

  private void setRight(Matrix b, int direct, int k, int column, int depth) {
    if (column < direct) right.set(b.data(), b.index(k, column), 1, b.rowStride());
    else
      right.set(
          packedB, (column - direct) * depth, 1, column == narrow(b.columns()) ? LANES : COLUMNS);
  }

  /** Where the last columns begin if one vector covers them, else past the end. */
  private static int narrow(int columns) {
    int last = (columns - 1) / COLUMNS * COLUMNS;
    return WIDE && columns - last <= LANES ? last : columns;
  }

  /** A block that is not whole is computed beside c, and the part that exists copied. */
  private void block(Matrix c, int row, int height, int column, int depth, boolean resume) {
    boolean narrow = column == narrow(c.columns());
    int width = Math.min(COLUMNS, c.columns() - column);
    int at = c.index(row, column);
    if (height == ROWS && width == (narrow ? LANES : COLUMNS)) {
      kernel(narrow, depth, height, c.data(), at, c.rowStride(), resume);
      return;
    }
    if (resume) load(c, at, height, width);
    kernel(narrow, depth, height, border, 0, COLUMNS, resume);
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
      boolean narrow, int depth, int height, float[] c, int at, int stride, boolean resume) {
    int last = height - 1;
    if (narrow) Kernel8x1.run(depth, left, last, right, c, at, stride, resume);
    else if (WIDE) Kernel8x2.run(depth, left, last, right, c, at, stride, resume);
    else Kernel3x3.run(depth, left, last, right, c, at, stride, resume);
  }
}
