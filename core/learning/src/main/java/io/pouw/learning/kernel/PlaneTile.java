package io.pouw.learning.kernel;

/**
 * The planes of sixteen examples with zeros around them: {@code [plane][row][column][16]}. A tap of
 * a convolution is then an offset that is the same at every place, and a batch that is no multiple
 * of sixteen ends in lanes of zeros. The border is never written, so it stays zero.
 */
final class PlaneTile {
  static final int LANES = Strands.COUNT;

  private final int planes;
  private final int height;
  private final int width;
  private final int top;
  private final int left;
  private final int rows;
  private final int columns;
  private final float[] values;

  /**
   * @param top rows of zeros above
   * @param left columns of zeros on the left
   * @param rows of a plane, all zeros included
   * @param columns of a plane, all zeros included
   */
  PlaneTile(int planes, int height, int width, int top, int left, int rows, int columns) {
    this.planes = planes;
    this.height = height;
    this.width = width;
    this.top = top;
    this.left = left;
    this.rows = rows;
    this.columns = columns;
    this.values = new float[planes * rows * columns * LANES];
  }

  /** Where (plane, row, column), counted with the zeros, begins. */
  int index(int plane, int row, int column) {
    return ((plane * rows + row) * columns + column) * LANES;
  }

  /** Copies the examples from {@code first} on out of planes of {@code batch} examples. */
  float[] load(float[] from, int batch, int first) {
    int present = Math.min(LANES, batch - first);
    int at = first;
    for (int plane = 0; plane < planes; plane++)
      for (int y = 0; y < height; y++) {
        int to = index(plane, y + top, left);
        if (present == LANES) loadRow(from, at, batch, to);
        else loadPart(from, at, batch, to, present);
        at += width * batch;
      }
    return values;
  }

  private void loadRow(float[] from, int at, int batch, int to) {
    for (int x = 0; x < width; x++)
      System.arraycopy(from, at + x * batch, values, to + x * LANES, LANES);
  }

  private void loadPart(float[] from, int at, int batch, int to, int present) {
    for (int x = 0; x < width; x++)
      for (int l = 0; l < LANES; l++)
        values[to + x * LANES + l] = l < present ? from[at + x * batch + l] : 0f;
  }
}
