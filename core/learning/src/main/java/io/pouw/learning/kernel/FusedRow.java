package io.pouw.learning.kernel;

/** The ends of a {@link Fusion} for a part of a row, whose sums have been stored. */
final class FusedRow {
  private final Elementwise elementwise;

  FusedRow(Elementwise elementwise) {
    this.elementwise = elementwise;
  }

  /** Ends the chains of elements {@code column} to {@code column + count - 1} of a row of c. */
  void end(Fusion fusion, Matrix c, int row, int column, int count) {
    float[] sums = c.data();
    int from = c.index(row, column);
    float[] beside = fusion.beside().data();
    int at = fusion.hasBeside() ? fusion.beside().index(row, column) : 0;
    switch (fusion.end()) {
      case STORE -> {}
      case ACTIVATION -> {
        if (fusion.hasBeside()) System.arraycopy(sums, from, beside, at, count);
        elementwise.activate(fusion.activation(), sums, from, sums, from, count);
      }
      case SLOPE -> elementwise.slope(fusion.activation(), beside, at, sums, from, count);
      case DESCENT -> elementwise.axpy(-fusion.rate(), sums, from, beside, at, count);
    }
  }
}
