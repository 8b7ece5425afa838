package io.pouw.learning.kernel;

/** Independent fused multiply-adds, one number each. */
final class ScalarFma implements FmaChains {
  @Override
  public int flopsPerTurn() {
    return 2 * CHAINS;
  }

  @Override
  public float run(int turns, float factor, float summand) {
    float x = factor;
    float y = summand;
    float a = 0;
    float b = 1;
    float c = 2;
    float d = 3;
    float e = 4;
    float f = 5;
    float g = 6;
    float h = 7;
    float i = 8;
    float j = 9;
    float k = 10;
    float l = 11;
    for (int turn = 0; turn < turns; turn++) {
      a = Math.fma(a, x, y);
      b = Math.fma(b, x, y);
      c = Math.fma(c, x, y);
      d = Math.fma(d, x, y);
      e = Math.fma(e, x, y);
      f = Math.fma(f, x, y);
      g = Math.fma(g, x, y);
      h = Math.fma(h, x, y);
      i = Math.fma(i, x, y);
      j = Math.fma(j, x, y);
      k = Math.fma(k, x, y);
      l = Math.fma(l, x, y);
    }
    return a + b + c + d + e + f + g + h + i + j + k + l;
  }
}
