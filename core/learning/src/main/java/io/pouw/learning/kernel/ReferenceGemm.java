package io.pouw.learning.kernel;

/** The definition of the product, word for word. Slow; the others are held against it. */
final class ReferenceGemm implements Gemm {
  private final Elementwise elementwise = new ScalarElementwise();
  private final float[] one = new float[1];

  @Override
  public void multiply(
      Matrix a,
      Matrix b,
      Matrix c,
      boolean accumulate,
      Fusion fusion,
      int row,
      int rows,
      int column,
      int columns) {
    Gemm.requireShapes(a, b, c, accumulate, fusion);
    for (int i = row; i < row + rows; i++)
      for (int j = column; j < column + columns; j++) {
        float start = accumulate ? c.data()[c.index(i, j)] : 0f;
        if (fusion.hasBiases()) start = fusion.biases()[fusion.biasesFrom() + j];
        end(fusion, element(a, b, i, j, start), c, i, j);
      }
  }

  private static float element(Matrix a, Matrix b, int i, int j, float start) {
    float sum = start;
    for (int k = 0; k < a.columns(); k++)
      sum = Math.fma(a.data()[a.index(i, k)], b.data()[b.index(k, j)], sum);
    return sum;
  }

  private void end(Fusion fusion, float sum, Matrix c, int i, int j) {
    Matrix beside = fusion.beside();
    float[] values = beside.data();
    int at = fusion.hasBeside() ? beside.index(i, j) : 0;
    one[0] = sum;
    switch (fusion.end()) {
      case STORE -> {}
      case ACTIVATION -> {
        if (fusion.hasBeside()) values[at] = sum;
        elementwise.activate(fusion.activation(), one, 0, one, 0, 1);
      }
      case SLOPE -> elementwise.slope(fusion.activation(), values, at, one, 0, 1);
      case DESCENT -> values[at] = Math.fma(-fusion.rate(), sum, values[at]);
    }
    // What a descent leaves in c is not defined.
    c.data()[c.index(i, j)] = one[0];
  }
}
