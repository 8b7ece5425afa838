package io.pouw.learning.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost block for narrower vectors: 3 rows by 3 vectors of results stay in registers while
 * k runs. Nine accumulators, three vectors of b and a broadcast fit 16 registers; twelve
 * accumulators spill.
 */
final class Kernel3x3 {
  static final int ROWS = 3;
  static final int VECTORS = 3;

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = LANES.length();

  private Kernel3x3() {}

  /**
   * Continues (or starts at zero) the chains of a block of c by {@code depth} steps.
   *
   * @param lastRow of the rows that exist; those behind it are computed as copies of it
   */
  static void run(
      int depth,
      GemmOperand left,
      int lastRow,
      GemmOperand right,
      float[] c,
      int cFrom,
      int stride,
      boolean resume) {
    FloatVector zero = FloatVector.zero(LANES);
    FloatVector s00 = zero;
    FloatVector s01 = zero;
    FloatVector s02 = zero;
    FloatVector s10 = zero;
    FloatVector s11 = zero;
    FloatVector s12 = zero;
    FloatVector s20 = zero;
    FloatVector s21 = zero;
    FloatVector s22 = zero;
    if (resume) {
      s00 = FloatVector.fromArray(LANES, c, cFrom);
      s01 = FloatVector.fromArray(LANES, c, cFrom + WIDTH);
      s02 = FloatVector.fromArray(LANES, c, cFrom + 2 * WIDTH);
      s10 = FloatVector.fromArray(LANES, c, cFrom + stride);
      s11 = FloatVector.fromArray(LANES, c, cFrom + stride + WIDTH);
      s12 = FloatVector.fromArray(LANES, c, cFrom + stride + 2 * WIDTH);
      s20 = FloatVector.fromArray(LANES, c, cFrom + 2 * stride);
      s21 = FloatVector.fromArray(LANES, c, cFrom + 2 * stride + WIDTH);
      s22 = FloatVector.fromArray(LANES, c, cFrom + 2 * stride + 2 * WIDTH);
    }
    float[] a = left.data;
    float[] b = right.data;
    int across = left.across;
    int aStep = left.along;
    int bStep = right.along;
    int ia = left.from;
    int ib = right.from;
    int r1 = Math.min(1, lastRow) * across;
    int r2 = Math.min(2, lastRow) * across;
    for (int k = 0; k < depth; k++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, ib);
      FloatVector b1 = FloatVector.fromArray(LANES, b, ib + WIDTH);
      FloatVector b2 = FloatVector.fromArray(LANES, b, ib + 2 * WIDTH);
      FloatVector a0 = FloatVector.broadcast(LANES, a[ia]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      FloatVector a1 = FloatVector.broadcast(LANES, a[ia + r1]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      FloatVector a2 = FloatVector.broadcast(LANES, a[ia + r2]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      s22 = a2.fma(b2, s22);
      ia += aStep;
      ib += bStep;
    }
    s00.intoArray(c, cFrom);
    s01.intoArray(c, cFrom + WIDTH);
    s02.intoArray(c, cFrom + 2 * WIDTH);
    s10.intoArray(c, cFrom + stride);
    s11.intoArray(c, cFrom + stride + WIDTH);
    s12.intoArray(c, cFrom + stride + 2 * WIDTH);
    s20.intoArray(c, cFrom + 2 * stride);
    s21.intoArray(c, cFrom + 2 * stride + WIDTH);
    s22.intoArray(c, cFrom + 2 * stride + 2 * WIDTH);
  }
}
