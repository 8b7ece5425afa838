package io.pouw.learning.kernel;

/** The definition of the product, word for word. Slow; the others are held against it. */
final class ReferenceGemm implements Gemm {
  @Override
  public void multiply(
      Matrix a,
      Matrix b,
      Matrix c,
      boolean accumulate,
      int row,
      int rows,
      int column,
      int columns) {
    Gemm.requireShapes(a, b, c);
    for (int i = row; i < row + rows; i++)
      for (int j = column; j < column + columns; j++)
        c.data()[c.index(i, j)] = element(a, b, i, j, accumulate ? c.data()[c.index(i, j)] : 0f);
  }

  private static float element(Matrix a, Matrix b, int i, int j, float start) {
    float sum = start;
    for (int k = 0; k < a.columns(); k++)
      sum = Math.fma(a.data()[a.index(i, k)], b.data()[b.index(k, j)], sum);
    return sum;
  }
}
