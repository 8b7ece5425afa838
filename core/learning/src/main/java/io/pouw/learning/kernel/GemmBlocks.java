package io.pouw.learning.kernel;

import io.pouw.learning.spec.Activation;
import jdk.incubator.vector.FloatVector;

/**
 * The register blocks of one product's result, each computed by the kernel that suits it, from the
 * start of the chains to what a {@link Fusion} does with their ends.
 *
 * <p>A bias, a rectifier, its slope and a step of descent cost nothing to speak of in the registers
 * where a chain ends. The other activations are dozens of operations with constants of their own,
 * for which the compiler would push sums out of the registers: they go over some rows at a time as
 * soon as these are stored ({@link #endRows}), while they lie in the second cache.
 */
final class GemmBlocks {
  private static final boolean WIDE = FloatVector.SPECIES_PREFERRED.length() >= 16;
  static final int LANES = FloatVector.SPECIES_PREFERRED.length();
  static final int ROWS = WIDE ? Kernel8x2.ROWS : Kernel3x3.ROWS;
  static final int COLUMNS = (WIDE ? Kernel8x2.VECTORS : Kernel3x3.VECTORS) * LANES;

  private final FusedRow ends = new FusedRow(new VectorElementwise());

  /** Whole blocks: all but where they lie is set for many of them at once. */
  private final GemmTile tile = new GemmTile();

  /** Blocks at the border. */
  private final GemmTile edge = new GemmTile();

  private final float[] border = new float[ROWS * COLUMNS];
  private Matrix c = Matrix.rowMajor(border, 0, 1, 1);
  private Fusion fusion = Fusion.NONE;
  private GemmTile.End end = GemmTile.End.STORE;
  private boolean biased;
  private boolean inRegisters;
  private boolean descends;
  private boolean resumes;
  private boolean last;

  /** Where the last columns begin if one vector covers them, else the end. */
  static int narrow(int column, int end) {
    int last = column + (end - column - 1) / COLUMNS * COLUMNS;
    return WIDE && end - last <= LANES ? last : end;
  }

  void begin(Matrix result, Fusion with) {
    c = result;
    fusion = with;
    end = inRegisters(with);
    tile.factor = -with.rate();
  }

  private static GemmTile.End inRegisters(Fusion fusion) {
    return switch (fusion.end()) {
      case STORE -> GemmTile.End.STORE;
      case ACTIVATION ->
          fusion.activation() == Activation.RELU && !fusion.hasBeside()
              ? GemmTile.End.RELU
              : GemmTile.End.STORE;
      case SLOPE -> fusion.activation() == Activation.RELU ? GemmTile.End.GATE : GemmTile.End.STORE;
      case DESCENT -> GemmTile.End.DESCENT;
    };
  }

  /**
   * Which steps of the chains come next.
   *
   * @param resume whether the chains go on from c
   * @param ending whether they end
   */
  void steps(boolean resume, boolean ending) {
    resumes = resume;
    last = ending;
    biased = !resume && fusion.hasBiases();
    tile.store(c.data(), c.rowStride());
    if (resume) tile.startAt(c.data(), c.rowStride());
    else if (biased) tile.startAt(fusion.biases(), 0);
    else tile.startAtZero();
    Matrix beside = fusion.beside();
    inRegisters = ending && end != GemmTile.End.STORE;
    descends = inRegisters && end == GemmTile.End.DESCENT;
    if (descends) tile.store(beside.data(), beside.rowStride());
    if (inRegisters) tile.end(end, beside.data(), beside.rowStride());
    edge.store(border, COLUMNS);
    if (resume || biased) edge.startAt(border, COLUMNS);
    else edge.startAtZero();
  }

  /** Computes a block whose first element is (row, column). */
  void run(
      int depth,
      GemmOperand left,
      GemmOperand right,
      int row,
      int height,
      int column,
      int width,
      boolean narrow) {
    if (height == ROWS && width == (narrow ? LANES : COLUMNS))
      whole(depth, left, right, row, column, narrow);
    else border(depth, left, right, row, height, column, width, narrow);
  }

  private void whole(
      int depth, GemmOperand left, GemmOperand right, int row, int column, boolean narrow) {
    int at = c.index(row, column);
    int besideAt = inRegisters && fusion.hasBeside() ? fusion.beside().index(row, column) : 0;
    tile.startFrom = biased ? fusion.biasesFrom() + column : at;
    tile.besideFrom = besideAt;
    tile.intoFrom = descends ? besideAt : at;
    kernel(depth, left, ROWS - 1, right, tile, narrow);
  }

  /** After the blocks of these rows: what was not done in the registers. */
  void endRows(int row, int rows, int column, int columns) {
    if (!last || end != GemmTile.End.STORE || fusion.end() == Fusion.End.STORE) return;
    for (int r = row; r < row + rows; r++) ends.end(fusion, c, r, column, columns);
  }

  /** A block that is not whole is computed beside c, and the part that exists copied. */
  private void border(
      int depth,
      GemmOperand left,
      GemmOperand right,
      int row,
      int height,
      int column,
      int width,
      boolean narrow) {
    if (resumes || biased)
      for (int r = 0; r < height; r++) loadStart(row + r, column, r * COLUMNS, width);
    kernel(depth, left, height - 1, right, edge, narrow);
    for (int r = 0; r < height; r++) {
      System.arraycopy(border, r * COLUMNS, c.data(), c.index(row + r, column), width);
      if (inRegisters) ends.end(fusion, c, row + r, column, width);
    }
  }

  private void loadStart(int row, int column, int to, int width) {
    if (resumes) System.arraycopy(c.data(), c.index(row, column), border, to, width);
    else System.arraycopy(fusion.biases(), fusion.biasesFrom() + column, border, to, width);
  }

  private static void kernel(
      int depth, GemmOperand left, int lastRow, GemmOperand right, GemmTile tile, boolean narrow) {
    if (narrow) Kernel8x1.run(depth, left, lastRow, right, tile);
    else if (WIDE) Kernel8x2.run(depth, left, lastRow, right, tile);
    else Kernel3x3.run(depth, left, lastRow, right, tile);
  }
}
