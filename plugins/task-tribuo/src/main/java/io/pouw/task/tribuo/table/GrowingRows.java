package io.pouw.task.tribuo.table;

import java.util.Arrays;

/** Numbers one after the other, as many as come. */
final class GrowingRows {
  private double[] values;
  private int size;
  private int count;

  GrowingRows(int width) {
    values = new double[64 * width];
  }

  void add(double value) {
    if (size == values.length) values = Arrays.copyOf(values, 2 * size);
    values[size++] = value;
  }

  /** Ends a row; how many there are. */
  int end() {
    return ++count;
  }

  int count() {
    return count;
  }

  double[] values() {
    return Arrays.copyOf(values, size);
  }
}
