package io.pouw.learning.kernel;

import java.util.List;
import java.util.function.IntConsumer;

/**
 * A product whose rows or columns, whichever are more, are shared out among the threads of a team.
 * For one caller at a time; allocates nothing.
 */
final class TeamGemm implements Gemm {
  /** Products with fewer multiply-adds are done before a second thread has woken up. */
  private static final long WORTH_SHARING = 1L << 18;

  /** Shares are multiples of this: a register block of any kernel has no more rows or columns. */
  private static final int GRAIN = 48;

  private static final Matrix NONE = Matrix.rowMajor(new float[1], 0, 1, 1);

  private final Team team;
  private final List<Gemm> members;
  private final IntConsumer part = this::multiplyPart;
  private Matrix a = NONE;
  private Matrix b = NONE;
  private Matrix c = NONE;
  private boolean accumulate;
  private Fusion fusion = Fusion.NONE;
  private int row;
  private int rows;
  private int column;
  private int columns;

  TeamGemm(Team team, List<Gemm> members) {
    this.team = team;
    this.members = List.copyOf(members);
  }

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
    this.a = a;
    this.b = b;
    this.c = c;
    this.accumulate = accumulate;
    this.fusion = fusion;
    this.row = row;
    this.rows = rows;
    this.column = column;
    this.columns = columns;
    if ((long) rows * columns * a.columns() >= WORTH_SHARING) team.run(part);
    else members.getFirst().multiply(a, b, c, accumulate, fusion, row, rows, column, columns);
  }

  private void multiplyPart(int member) {
    boolean byRows = rows >= columns;
    int extent = byRows ? rows : columns;
    int from = team.bound(extent, GRAIN, member);
    int count = team.bound(extent, GRAIN, member + 1) - from;
    if (count == 0) return;
    Gemm gemm = members.get(member);
    if (byRows) gemm.multiply(a, b, c, accumulate, fusion, row + from, count, column, columns);
    else gemm.multiply(a, b, c, accumulate, fusion, row, rows, column + from, count);
  }
}
