package io.pouw.learning.kernel;

import java.util.Arrays;

/**
 * The product in plain Java: tiles of 4 x 4 results in local variables, b packed in panels of four
 * columns. The compiler keeps the sixteen chains in registers; each is the chain of the definition.
 */
final class TiledGemm implements Gemm {
  private static final int TILE = 4;

  private final FusedRow ends = new FusedRow(new ScalarElementwise());
  private float[] panel = new float[0];

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
    if (panel.length < b.rows() * TILE) panel = new float[b.rows() * TILE];
    for (int j = column; j < column + columns; j += TILE) {
      int width = Math.min(TILE, column + columns - j);
      pack(b, j, width);
      for (int i = row; i < row + rows; i += TILE) {
        int height = Math.min(TILE, row + rows - i);
        if (width == TILE && height == TILE) tile(a, c, i, j, accumulate, fusion);
        else edge(a, c, i, height, j, width, accumulate, fusion);
        for (int r = i; r < i + height; r++) ends.end(fusion, c, r, j, width);
      }
    }
  }

  private void pack(Matrix b, int column, int width) {
    for (int k = 0; k < b.rows(); k++) {
      int to = k * TILE;
      Arrays.fill(panel, to, to + TILE, 0f);
      for (int x = 0; x < width; x++) panel[to + x] = b.data()[b.index(k, column + x)];
    }
  }

  /** A tile at the border, element by element. */
  private void edge(
      Matrix a,
      Matrix c,
      int row,
      int height,
      int column,
      int width,
      boolean accumulate,
      Fusion fusion) {
    for (int i = row; i < row + height; i++) {
      for (int x = 0; x < width; x++) {
        int at = c.index(i, column + x);
        float sum = accumulate ? c.data()[at] : 0f;
        if (fusion.hasBiases()) sum = fusion.biases()[fusion.biasesFrom() + column + x];
        for (int k = 0; k < a.columns(); k++)
          sum = Math.fma(a.data()[a.index(i, k)], panel[k * TILE + x], sum);
        c.data()[at] = sum;
      }
    }
  }

  private void tile(
      Matrix left, Matrix result, int row, int column, boolean accumulate, Fusion fusion) {
    float[] a = left.data();
    float[] b = panel;
    float[] c = result.data();
    int step = left.columnStride();
    int depth = left.columns();
    int a0 = left.index(row, 0);
    int a1 = left.index(row + 1, 0);
    int a2 = left.index(row + 2, 0);
    int a3 = left.index(row + 3, 0);
    int c0 = result.index(row, column);
    int c1 = result.index(row + 1, column);
    int c2 = result.index(row + 2, column);
    int c3 = result.index(row + 3, column);
    float s00 = 0f,
        s01 = 0f,
        s02 = 0f,
        s03 = 0f,
        s10 = 0f,
        s11 = 0f,
        s12 = 0f,
        s13 = 0f,
        s20 = 0f,
        s21 = 0f,
        s22 = 0f,
        s23 = 0f,
        s30 = 0f,
        s31 = 0f,
        s32 = 0f,
        s33 = 0f;
    if (accumulate || fusion.hasBiases()) {
      float[] start = accumulate ? c : fusion.biases();
      int bias = fusion.biasesFrom() + column;
      int p0 = accumulate ? c0 : bias;
      int p1 = accumulate ? c1 : bias;
      int p2 = accumulate ? c2 : bias;
      int p3 = accumulate ? c3 : bias;
      s00 = start[p0];
      s01 = start[p0 + 1];
      s02 = start[p0 + 2];
      s03 = start[p0 + 3];
      s10 = start[p1];
      s11 = start[p1 + 1];
      s12 = start[p1 + 2];
      s13 = start[p1 + 3];
      s20 = start[p2];
      s21 = start[p2 + 1];
      s22 = start[p2 + 2];
      s23 = start[p2 + 3];
      s30 = start[p3];
      s31 = start[p3 + 1];
      s32 = start[p3 + 2];
      s33 = start[p3 + 3];
    }
    for (int k = 0; k < depth; k++) {
      int at = k * TILE;
      float b0 = b[at];
      float b1 = b[at + 1];
      float b2 = b[at + 2];
      float b3 = b[at + 3];
      int along = k * step;
      float v0 = a[a0 + along];
      s00 = Math.fma(v0, b0, s00);
      s01 = Math.fma(v0, b1, s01);
      s02 = Math.fma(v0, b2, s02);
      s03 = Math.fma(v0, b3, s03);
      float v1 = a[a1 + along];
      s10 = Math.fma(v1, b0, s10);
      s11 = Math.fma(v1, b1, s11);
      s12 = Math.fma(v1, b2, s12);
      s13 = Math.fma(v1, b3, s13);
      float v2 = a[a2 + along];
      s20 = Math.fma(v2, b0, s20);
      s21 = Math.fma(v2, b1, s21);
      s22 = Math.fma(v2, b2, s22);
      s23 = Math.fma(v2, b3, s23);
      float v3 = a[a3 + along];
      s30 = Math.fma(v3, b0, s30);
      s31 = Math.fma(v3, b1, s31);
      s32 = Math.fma(v3, b2, s32);
      s33 = Math.fma(v3, b3, s33);
    }
    c[c0] = s00;
    c[c0 + 1] = s01;
    c[c0 + 2] = s02;
    c[c0 + 3] = s03;
    c[c1] = s10;
    c[c1 + 1] = s11;
    c[c1 + 2] = s12;
    c[c1 + 3] = s13;
    c[c2] = s20;
    c[c2 + 1] = s21;
    c[c2 + 2] = s22;
    c[c2 + 3] = s23;
    c[c3] = s30;
    c[c3 + 1] = s31;
    c[c3 + 2] = s32;
    c[c3 + 3] = s33;
  }
}
