package io.pouw.learning.kernel;

/**
 * A view of part of an array as a matrix: element (i, j) is {@code data[offset + i * rowStride + j
 * * columnStride]}. A view is made once and used for many products; it copies nothing.
 */
public record Matrix(
    float[] data, int offset, int rows, int columns, int rowStride, int columnStride) {
  public Matrix {
    if (rows < 1 || columns < 1)
      throw new IllegalArgumentException(
          "a matrix has at least one row and one column, not " + rows + " x " + columns);
    if (offset < 0 || rowStride < 1 || columnStride < 1)
      throw new IllegalArgumentException(
          "offset %d and strides %d, %d must be positive"
              .formatted(offset, rowStride, columnStride));
    long last = offset + (rows - 1L) * rowStride + (columns - 1L) * columnStride;
    if (last >= data.length)
      throw new IllegalArgumentException(
          "a %d x %d matrix with strides %d, %d from %d ends at %d, the array at %d"
              .formatted(rows, columns, rowStride, columnStride, offset, last, data.length - 1));
  }

  /** The matrix whose rows lie one after the other from {@code offset} on. */
  public static Matrix rowMajor(float[] data, int offset, int rows, int columns) {
    return new Matrix(data, offset, rows, columns, columns, 1);
  }

  /** The same elements with rows and columns exchanged. */
  public Matrix transposed() {
    return new Matrix(data, offset, columns, rows, columnStride, rowStride);
  }

  int index(int row, int column) {
    return offset + row * rowStride + column * columnStride;
  }
}
