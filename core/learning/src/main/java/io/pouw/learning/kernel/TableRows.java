package io.pouw.learning.kernel;

import java.util.Arrays;

/** The kernels that look rows up in a table, by copies and {@link Elementwise}. */
abstract class TableRows implements RowKernels {
  private final Elementwise elementwise;

  TableRows(Elementwise elementwise) {
    this.elementwise = elementwise;
  }

  @Override
  public void gather(
      float[] table,
      int tableFrom,
      int entries,
      float[] ids,
      int idsFrom,
      float[] y,
      int yFrom,
      int rows,
      int width) {
    for (int r = 0; r < rows; r++) {
      int id = entry(ids[idsFrom + r], entries);
      int to = yFrom + r * width;
      if (id < 0) Arrays.fill(y, to, to + width, 0f);
      else System.arraycopy(table, tableFrom + id * width, y, to, width);
    }
  }

  @Override
  public void scatterAdd(
      float[] dy,
      int dyFrom,
      float[] ids,
      int idsFrom,
      float[] table,
      int tableFrom,
      int entries,
      int rows,
      int width) {
    for (int r = 0; r < rows; r++) {
      int id = entry(ids[idsFrom + r], entries);
      if (id >= 0) elementwise.add(dy, dyFrom + r * width, table, tableFrom + id * width, width);
    }
  }

  @Override
  public void bag(
      float[] table,
      int tableFrom,
      int entries,
      float[] ids,
      int idsFrom,
      int perRow,
      float[] y,
      int yFrom,
      int rows,
      int width,
      boolean mean) {
    for (int r = 0; r < rows; r++) {
      int to = yFrom + r * width;
      int first = idsFrom + r * perRow;
      Arrays.fill(y, to, to + width, 0f);
      for (int i = first; i < first + perRow; i++) {
        int id = entry(ids[i], entries);
        if (id >= 0) elementwise.add(table, tableFrom + id * width, y, to, width);
      }
      if (mean) elementwise.scale(share(ids, first, perRow, entries), y, to, width);
    }
  }

  @Override
  public void bagGradient(
      float[] dy,
      int dyFrom,
      float[] ids,
      int idsFrom,
      int perRow,
      float[] table,
      int tableFrom,
      int entries,
      int rows,
      int width,
      boolean mean) {
    for (int r = 0; r < rows; r++) {
      int first = idsFrom + r * perRow;
      float share = mean ? share(ids, first, perRow, entries) : 1f;
      for (int i = first; i < first + perRow; i++) {
        int id = entry(ids[i], entries);
        if (id >= 0)
          elementwise.axpy(share, dy, dyFrom + r * width, table, tableFrom + id * width, width);
      }
    }
  }

  /** 1 over the ids that are present; 1 if none is. */
  private static float share(float[] ids, int from, int count, int entries) {
    int present = 0;
    for (int i = from; i < from + count; i++) if (entry(ids[i], entries) >= 0) present++;
    return 1f / Math.max(present, 1);
  }

  /** The row that an id names; -1 for none. */
  private static int entry(float id, int entries) {
    return id >= 0f && id < entries ? (int) id : -1;
  }

  /** The index that a float holds; negative for none. */
  static int whole(float value, int bound, String what) {
    int index = (int) value;
    if (value != index || index >= bound)
      throw new IllegalArgumentException(
          "%s is %s, expected a whole number below %d".formatted(what, value, bound));
    return index;
  }
}
