package io.pouw.learning.kernel;

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
  private static final int LANES = GemmBlocks.LANES;
  private static final int ROWS = GemmBlocks.ROWS;
  private static final int COLUMNS = GemmBlocks.COLUMNS;

  /** Steps of k that a block covers. */
  static final int DEPTH = 1024;

  /** Rows of a that a block covers: a multiple of 8 and of 3. */
  static final int BLOCK_ROWS = 48;

  /** Columns of b that are packed at once: a multiple of a register block's at every width. */
  static final int BLOCK_COLUMNS = 3072;

  /** From so many rows on packing the right operand pays. */
  private static final int SHARED_ROWS = 256;

  /** The same where the rows of the right operand are near. */
  private static final int SHARED_ROWS_NEAR = 512;

  /**
   * Elements between rows that are near: of a long panel of them the second cache still holds all,
   * which it does not where they are a large power of two apart.
   */
  private static final int NEAR = 512;

  private final GemmOperand left = new GemmOperand();
  private final GemmOperand right = new GemmOperand();
  private final GemmBlocks blocks = new GemmBlocks();
  private float[] packed = new float[0];

  @Override
  public void multiply(
      Matrix a,
      Matrix b,
      Matrix c,
      boolean accumulate,
      Fusion fusion,
      int row,
      int rows,
      int column,
      int columns) {
    Gemm.requireShapes(a, b, c, accumulate, fusion);
    blocks.begin(c, fusion);
    for (int j = 0; j < columns; j += BLOCK_COLUMNS)
      multiply(a, b, accumulate, row, rows, column + j, Math.min(BLOCK_COLUMNS, columns - j));
  }

  private void multiply(
      Matrix a, Matrix b, boolean accumulate, int row, int rows, int column, int columns) {
    int end = column + columns;
    int narrow = GemmBlocks.narrow(column, end);
    int direct = directEnd(b, rows, column, end, narrow);
    reserve(b.rows(), end - direct);
    for (int k = 0; k < a.columns(); k += DEPTH) {
      int depth = Math.min(DEPTH, a.columns() - k);
      pack(b, direct, narrow, end, k, depth);
      blocks.steps(accumulate || k > 0, k + depth == a.columns());
      for (int i = 0; i < rows; i += BLOCK_ROWS) {
        for (int j = column; j < end; j += COLUMNS) {
          if (j < direct) right.set(b.data(), b.index(k, j), 1, b.rowStride());
          else right.set(packed, (j - direct) * depth, 1, j == narrow ? LANES : COLUMNS);
          int width = Math.min(COLUMNS, end - j);
          for (int r = i; r < Math.min(i + BLOCK_ROWS, rows); r += ROWS) {
            left.set(a.data(), a.index(row + r, k), a.rowStride(), a.columnStride());
            int height = Math.min(ROWS, rows - r);
            blocks.run(depth, left, right, row + r, height, j, width, j == narrow);
          }
        }
        blocks.endRows(row + i, Math.min(BLOCK_ROWS, rows - i), column, columns);
      }
    }
  }

  /**
   * Where the columns of b end that are read where they lie: whole panels, and a last one that is
   * not whole if what a kernel reads beyond it lies within the array. Nobody sees what comes of it.
   */
  private static int directEnd(Matrix b, int rows, int column, int end, int narrow) {
    int shared = b.rowStride() <= NEAR ? SHARED_ROWS_NEAR : SHARED_ROWS;
    if (b.columnStride() != 1 || rows >= shared) return column;
    int panels = (end - column) / COLUMNS * COLUMNS;
    int read =
        narrow < end ? narrow + LANES : column + Math.ceilDiv(end - column, COLUMNS) * COLUMNS;
    return (long) b.index(b.rows() - 1, 0) + read <= b.data().length ? end : column + panels;
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
}
