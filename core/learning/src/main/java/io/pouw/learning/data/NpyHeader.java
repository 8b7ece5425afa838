package io.pouw.learning.data;

import java.nio.ByteOrder;
import java.util.List;

/**
 * What a {@code .npy} file says of its values.
 *
 * @param shape lengths of the dimensions; empty for a single value
 * @param bytes where the values begin
 */
public record NpyHeader(List<Integer> shape, NpyArray.Type type, ByteOrder order, int bytes) {
  private static final long MAX_SIZE = 1L << 59;

  public NpyHeader {
    shape = List.copyOf(shape);
  }

  /** Values in all; 2^59 where there are more. */
  public long size() {
    long size = 1;
    for (int length : shape) {
      if (length == 0) return 0;
      size = size > MAX_SIZE / length ? MAX_SIZE : size * length;
    }
    return size;
  }

  /** Bytes of all values. */
  public long valueBytes() {
    return size() * type.bytes();
  }

  /** Length of the first dimension. */
  public int rows() {
    return shape.isEmpty() ? 1 : shape.getFirst();
  }

  /** Values in one step along the first dimension; 0 if there is no row. */
  public long rowSize() {
    return rows() == 0 ? 0 : size() / rows();
  }
}
