package io.pouw.learning.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * The product on the Vector API. Lanes lie across columns of the result, never along k, so that
 * each element keeps the chain of the definition at every vector width. Blocks of k ({@value
 * #DEPTH}), of rows ({@value #BLOCK_ROWS}) and of columns ({@value #BLOCK_COLUMNS}) keep what a
 * kernel reads in the second cache and bound the buffer; a chain that a block of k interrupts goes
 * on from the stored sum, which changes no bit.
 *
 * <p>Blocks of k are long because each of them reads and writes the whole of c: with 256 steps that
 * took a tenth of the time of large products. The panel of b is then longer than the first cache,
 * from where it comes no faster than a kernel's multiply-adds need it anyway.
 *
 * <p>Copying an operand into panels costs as much as some hundred multiply-adds per element, which
 * products of the sizes of a layer do not earn back. So operands are read where they lie, but for
 * right ones that many rows share or whose columns lie apart. Packed left operands were measured up
 * to 2048 x 2048: the copying costs what it gains.
 */
final class VectorGemm implements Gemm {
  private static final boolean WIDE = FloatVector.SPECIES_PREFERRED.length() >= 16;
  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
  private static final int ROWS = WIDE ? Kernel8x2.ROWS : Kernel3x3.ROWS;
  private static final int COLUMNS = (WIDE ? Kernel8x2.VECTORS : Kernel3x3.VECTORS) * LANES;

  /** Steps of k that a block covers. */
  static final int DEPTH = 1024;

  /** Rows of a that a block covers: a multiple of 8 and of 3. */
  static final int BLOCK_ROWS = 48;

  /** Columns of b that are packed at once: a multiple of a register block's at every width. */
  static final int BLOCK_COLUMNS = 3072;

  /** From so many rows on packing the right operand pays. */
  private static final int SHARED_ROWS = 256;

  private final GemmOperand left = new GemmOperand();
  private final GemmOperand right = new GemmOperand();
  private final float[] border = new float[ROWS * COLUMNS];
  private float[] packed = new float[0];

  @Override
  public void multiply(
      Matrix a,
      Matrix b,
      Matrix c,
      boolean accumulate,
      int row,
      int rows,
      int column,
      int columns) {
    Gemm.requireShapes(a, b, c);
    for (int j = 0; j < columns; j += BLOCK_COLUMNS)
      multiplyBlock(
          a, b, c, accumulate, row, rows, column + j, Math.min(BLOCK_COLUMNS, columns - j));
  }

  private void multiplyBlock(
      Matrix a,
      Matrix b,
      Matrix c,
      boolean accumulate,
      int row,
      int rows,
      int column,
      int columns) {
    int end = column + columns;
    int narrow = narrow(column, end);
    int direct = directEnd(b, rows, column, end, narrow);
    reserve(b.rows(), end - direct);
    for (int k = 0; k < a.columns(); k += DEPTH) {
      int depth = Math.min(DEPTH, a.columns() - k);
      pack(b, direct, narrow, end, k, depth);
      for (int i = 0; i < rows; i += BLOCK_ROWS)
        for (int j = column; j < end; j += COLUMNS) {
          if (j < direct) right.set(b.data(), b.index(k, j), 1, b.rowStride());
          else right.set(packed, (j - direct) * depth, 1, j == narrow ? LANES : COLUMNS);
          int width = Math.min(COLUMNS, end - j);
          for (int r = i; r < Math.min(i + BLOCK_ROWS, rows); r += ROWS) {
            left.set(a.data(), a.index(row + r, k), a.rowStride(), a.columnStride());
            int height = Math.min(ROWS, rows - r);
            block(c, row + r, height, j, width, j == narrow, depth, accumulate || k > 0);
          }
        }
    }
  }

  /** Where the last columns begin if one vector covers them, else the end. */
  private static int narrow(int column, int end) {
    int last = column + (end - column - 1) / COLUMNS * COLUMNS;
    return WIDE && end - last <= LANES ? last : end;
  }

  /** Where the columns of b end that are read where they lie: whole panels. */
  private static int directEnd(Matrix b, int rows, int column, int end, int narrow) {
    if (b.columnStride() != 1 || rows >= SHARED_ROWS) return column;
    if (end - narrow == LANES) return end;
    return column + (end - column) / COLUMNS * COLUMNS;
  }

  private void reserve(int depth, int columns) {
    int needed =
        Math.multiplyExact(Math.ceilDiv(columns, COLUMNS) * COLUMNS, Math.min(DEPTH, depth));
    if (packed.length < needed) packed = new float[needed];
  }

  private void pack(Matrix b, int direct, int narrow, int end, int k, int depth) {
    if (direct < narrow) Packing.packColumns(b, direct, narrow, k, depth, COLUMNS, packed, 0);
    if (direct <= narrow && narrow < end)
      Packing.packColumns(b, narrow, end, k, depth, LANES, packed, (narrow - direct) * depth);
  }

  /** A block that is not whole is computed beside c, and the part that exists copied. */
  private void block(
      Matrix c,
      int row,
      int height,
      int column,
      int width,
      boolean narrow,
      int depth,
      boolean resume) {
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
