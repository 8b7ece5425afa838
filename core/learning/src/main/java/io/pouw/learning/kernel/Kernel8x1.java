package io.pouw.learning.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost block for the last columns where one vector of 16 lanes and more covers them: 8
 * rows by 1 vector. Eight chains side by side hide the latency of the multiply-add.
 */
final class Kernel8x1 {
  static final int ROWS = 8;

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  private Kernel8x1() {}

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
    FloatVector s0 = zero;
    FloatVector s1 = zero;
    FloatVector s2 = zero;
    FloatVector s3 = zero;
    FloatVector s4 = zero;
    FloatVector s5 = zero;
    FloatVector s6 = zero;
    FloatVector s7 = zero;
    if (resume) {
      s0 = FloatVector.fromArray(LANES, c, cFrom);
      s1 = FloatVector.fromArray(LANES, c, cFrom + stride);
      s2 = FloatVector.fromArray(LANES, c, cFrom + 2 * stride);
      s3 = FloatVector.fromArray(LANES, c, cFrom + 3 * stride);
      s4 = FloatVector.fromArray(LANES, c, cFrom + 4 * stride);
      s5 = FloatVector.fromArray(LANES, c, cFrom + 5 * stride);
      s6 = FloatVector.fromArray(LANES, c, cFrom + 6 * stride);
      s7 = FloatVector.fromArray(LANES, c, cFrom + 7 * stride);
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
      s0 = FloatVector.broadcast(LANES, a[ia]).fma(b0, s0);
      s1 = FloatVector.broadcast(LANES, a[ia + r1]).fma(b0, s1);
      s2 = FloatVector.broadcast(LANES, a[ia + r2]).fma(b0, s2);
      s3 = FloatVector.broadcast(LANES, a[ia + r3]).fma(b0, s3);
      s4 = FloatVector.broadcast(LANES, a[ia + r4]).fma(b0, s4);
      s5 = FloatVector.broadcast(LANES, a[ia + r5]).fma(b0, s5);
      s6 = FloatVector.broadcast(LANES, a[ia + r6]).fma(b0, s6);
      s7 = FloatVector.broadcast(LANES, a[ia + r7]).fma(b0, s7);
      ia += aStep;
      ib += bStep;
    }
    s0.intoArray(c, cFrom);
    s1.intoArray(c, cFrom + stride);
    s2.intoArray(c, cFrom + 2 * stride);
    s3.intoArray(c, cFrom + 3 * stride);
    s4.intoArray(c, cFrom + 4 * stride);
    s5.intoArray(c, cFrom + 5 * stride);
    s6.intoArray(c, cFrom + 6 * stride);
    s7.intoArray(c, cFrom + 7 * stride);
  }
}
