package io.pouw.learning.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost block for vectors of 16 lanes and more: 8 rows by 2 vectors of results stay in
 * registers while k runs. Sixteen accumulators, two vectors of b and a broadcast fit 32 registers.
 */
final class Kernel8x2 {
  static final int ROWS = 8;
  static final int VECTORS = 2;

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = LANES.length();

  private Kernel8x2() {}

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
    FloatVector s10 = zero;
    FloatVector s11 = zero;
    FloatVector s20 = zero;
    FloatVector s21 = zero;
    FloatVector s30 = zero;
    FloatVector s31 = zero;
    FloatVector s40 = zero;
    FloatVector s41 = zero;
    FloatVector s50 = zero;
    FloatVector s51 = zero;
    FloatVector s60 = zero;
    FloatVector s61 = zero;
    FloatVector s70 = zero;
    FloatVector s71 = zero;
    if (resume) {
      s00 = FloatVector.fromArray(LANES, c, cFrom);
      s01 = FloatVector.fromArray(LANES, c, cFrom + WIDTH);
      s10 = FloatVector.fromArray(LANES, c, cFrom + stride);
      s11 = FloatVector.fromArray(LANES, c, cFrom + stride + WIDTH);
      s20 = FloatVector.fromArray(LANES, c, cFrom + 2 * stride);
      s21 = FloatVector.fromArray(LANES, c, cFrom + 2 * stride + WIDTH);
      s30 = FloatVector.fromArray(LANES, c, cFrom + 3 * stride);
      s31 = FloatVector.fromArray(LANES, c, cFrom + 3 * stride + WIDTH);
      s40 = FloatVector.fromArray(LANES, c, cFrom + 4 * stride);
      s41 = FloatVector.fromArray(LANES, c, cFrom + 4 * stride + WIDTH);
      s50 = FloatVector.fromArray(LANES, c, cFrom + 5 * stride);
      s51 = FloatVector.fromArray(LANES, c, cFrom + 5 * stride + WIDTH);
      s60 = FloatVector.fromArray(LANES, c, cFrom + 6 * stride);
      s61 = FloatVector.fromArray(LANES, c, cFrom + 6 * stride + WIDTH);
      s70 = FloatVector.fromArray(LANES, c, cFrom + 7 * stride);
      s71 = FloatVector.fromArray(LANES, c, cFrom + 7 * stride + WIDTH);
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
    int r3 = Math.min(3, lastRow) * across;
    int r4 = Math.min(4, lastRow) * across;
    int r5 = Math.min(5, lastRow) * across;
    int r6 = Math.min(6, lastRow) * across;
    int r7 = Math.min(7, lastRow) * across;
    for (int k = 0; k < depth; k++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, ib);
      FloatVector b1 = FloatVector.fromArray(LANES, b, ib + WIDTH);
      FloatVector a0 = FloatVector.broadcast(LANES, a[ia]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      FloatVector a1 = FloatVector.broadcast(LANES, a[ia + r1]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      FloatVector a2 = FloatVector.broadcast(LANES, a[ia + r2]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      FloatVector a3 = FloatVector.broadcast(LANES, a[ia + r3]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      FloatVector a4 = FloatVector.broadcast(LANES, a[ia + r4]);
      s40 = a4.fma(b0, s40);
      s41 = a4.fma(b1, s41);
      FloatVector a5 = FloatVector.broadcast(LANES, a[ia + r5]);
      s50 = a5.fma(b0, s50);
      s51 = a5.fma(b1, s51);
      FloatVector a6 = FloatVector.broadcast(LANES, a[ia + r6]);
      s60 = a6.fma(b0, s60);
      s61 = a6.fma(b1, s61);
      FloatVector a7 = FloatVector.broadcast(LANES, a[ia + r7]);
      s70 = a7.fma(b0, s70);
      s71 = a7.fma(b1, s71);
      ia += aStep;
      ib += bStep;
    }
    s00.intoArray(c, cFrom);
    s01.intoArray(c, cFrom + WIDTH);
    s10.intoArray(c, cFrom + stride);
    s11.intoArray(c, cFrom + stride + WIDTH);
    s20.intoArray(c, cFrom + 2 * stride);
    s21.intoArray(c, cFrom + 2 * stride + WIDTH);
    s30.intoArray(c, cFrom + 3 * stride);
    s31.intoArray(c, cFrom + 3 * stride + WIDTH);
    s40.intoArray(c, cFrom + 4 * stride);
    s41.intoArray(c, cFrom + 4 * stride + WIDTH);
    s50.intoArray(c, cFrom + 5 * stride);
    s51.intoArray(c, cFrom + 5 * stride + WIDTH);
    s60.intoArray(c, cFrom + 6 * stride);
    s61.intoArray(c, cFrom + 6 * stride + WIDTH);
    s70.intoArray(c, cFrom + 7 * stride);
    s71.intoArray(c, cFrom + 7 * stride + WIDTH);
  }
}
