package io.pouw.task.smt.sat;

import java.util.Arrays;

/** A growing list of numbers. */
final class Ints {
  private int[] values;
  private int size;

  Ints(int expected) {
    values = new int[Math.max(4, expected)];
  }

  void add(int value) {
    if (size == values.length) values = Arrays.copyOf(values, 2 * size);
    values[size++] = value;
  }

  int get(int index) {
    return values[index];
  }

  void set(int index, int value) {
    values[index] = value;
  }

  int size() {
    return size;
  }

  void cut(int newSize) {
    size = newSize;
  }

  /** The numbers from one index to before another. */
  int[] slice(int from, int to) {
    return Arrays.copyOfRange(values, from, to);
  }

  int[] toArray() {
    return slice(0, size);
  }
}
