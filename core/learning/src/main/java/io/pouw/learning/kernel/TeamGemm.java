package io.pouw.learning.kernel;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A product whose rows or columns, whichever are more, are shared out among the threads of a team.
 */
final class TeamGemm implements Gemm {
  /** Products with fewer multiply-adds are done before a second thread has woken up. */
  private static final long WORTH_SHARING = 1L << 18;

  /** Shares are multiples of this: a register block of any kernel has no more rows or columns. */
  private static final int GRAIN = 48;

  private final Team team;
  private final List<Gemm> members;

  TeamGemm(Team team, KernelPath path) {
    this.team = team;
    members = IntStream.range(0, team.size()).mapToObj(_ -> path.newGemm()).toList();
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c, boolean accumulate) {
    Gemm.requireShapes(a, b, c);
    long multiplyAdds = (long) c.rows() * c.columns() * a.columns();
    if (multiplyAdds < WORTH_SHARING) members.getFirst().multiply(a, b, c, accumulate);
    else if (c.rows() >= c.columns()) byRows(a, b, c, accumulate);
    else byColumns(a, b, c, accumulate);
  }

  private void byRows(Matrix a, Matrix b, Matrix c, boolean accumulate) {
    int share = share(c.rows());
    team.run(member -> {
      int from = Math.min(member * share, c.rows());
      int count = Math.min(share, c.rows() - from);
      if (count > 0)
        members
            .get(member)
            .multiply(a.rowRange(from, count), b, c.rowRange(from, count), accumulate);
    });
  }

  private void byColumns(Matrix a, Matrix b, Matrix c, boolean accumulate) {
    int share = share(c.columns());
    team.run(member -> {
      int from = Math.min(member * share, c.columns());
      int count = Math.min(share, c.columns() - from);
      if (count > 0)
        members
            .get(member)
            .multiply(a, b.columnRange(from, count), c.columnRange(from, count), accumulate);
    });
  }

  private int share(int extent) {
    return Math.ceilDiv(Math.ceilDiv(extent, team.size()), GRAIN) * GRAIN;
  }
}
