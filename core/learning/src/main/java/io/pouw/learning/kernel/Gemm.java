package io.pouw.learning.kernel;

/**
 * General matrix product. Its definition: every element of the result is one chain of fused
 * multiply-adds over increasing k,
 *
 * <pre>{@code
 * float sum = accumulate ? c[i][j] : 0f;
 * for (int k = 0; k < K; k++) sum = Math.fma(a[i][k], b[k][j], sum);
 * c[i][j] = sum;
 * }</pre>
 *
 * and every implementation gives these bits for all shapes and strides; only speed differs. (The
 * payload of a NaN is not part of the promise, that it is a NaN is.) An instance owns the packing
 * buffers of one thread: one product at a time.
 */
public interface Gemm {
  /**
   * Sets c to a * b, or adds a * b to c. Operands may have any strides, so that transposition costs
   * nothing; the columns of c must be contiguous, and c shares no element with a or b.
   *
   * @param a M x K
   * @param b K x N
   * @param c M x N
   * @throws IllegalArgumentException if the shapes do not meet
   */
  default void multiply(Matrix a, Matrix b, Matrix c, boolean accumulate) {
    multiply(a, b, c, accumulate, Fusion.NONE);
  }

  /**
   * The same with the start and the end of the chains that a fusion states.
   *
   * @throws IllegalArgumentException if the shapes do not meet, or the fusion has biases and
   *     accumulates, too
   */
  default void multiply(Matrix a, Matrix b, Matrix c, boolean accumulate, Fusion fusion) {
    multiply(a, b, c, accumulate, fusion, 0, c.rows(), 0, c.columns());
  }

  /**
   * The same for a part of c, and of what lies beside it, alone; the rest is not touched.
   *
   * @param row the first row of the part
   * @param rows that it has
   * @param column its first column
   * @param columns that it has
   * @throws IllegalArgumentException if the shapes do not meet
   */
  void multiply(
      Matrix a,
      Matrix b,
      Matrix c,
      boolean accumulate,
      Fusion fusion,
      int row,
      int rows,
      int column,
      int columns);

  /** The check that every implementation starts with. */
  static void requireShapes(Matrix a, Matrix b, Matrix c, boolean accumulate, Fusion fusion) {
    if (a.columns() != b.rows() || a.rows() != c.rows() || b.columns() != c.columns())
      throw new IllegalArgumentException(
          "shapes do not meet: %d x %d times %d x %d is not %d x %d"
              .formatted(a.rows(), a.columns(), b.rows(), b.columns(), c.rows(), c.columns()));
    if (c.columnStride() != 1)
      throw new IllegalArgumentException("the columns of the result must be contiguous");
    fusion.require(c, accumulate);
  }
}
