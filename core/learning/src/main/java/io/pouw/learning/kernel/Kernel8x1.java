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
  private static final int WIDTH = LANES.length();

  private Kernel8x1() {}

  /**
   * Continues (or starts at zero) the chains of a block of c by {@code depth} steps.
   *
   * @param a packed: 8 values for each k
   * @param b packed: 1 vector for each k
   */
  static void run(
      int depth,
      float[] a,
      int aFrom,
      float[] b,
      int bFrom,
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
    int ia = aFrom;
    int ib = bFrom;
    for (int k = 0; k < depth; k++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, ib);
      s0 = FloatVector.broadcast(LANES, a[ia]).fma(b0, s0);
      s1 = FloatVector.broadcast(LANES, a[ia + 1]).fma(b0, s1);
      s2 = FloatVector.broadcast(LANES, a[ia + 2]).fma(b0, s2);
      s3 = FloatVector.broadcast(LANES, a[ia + 3]).fma(b0, s3);
      s4 = FloatVector.broadcast(LANES, a[ia + 4]).fma(b0, s4);
      s5 = FloatVector.broadcast(LANES, a[ia + 5]).fma(b0, s5);
      s6 = FloatVector.broadcast(LANES, a[ia + 6]).fma(b0, s6);
      s7 = FloatVector.broadcast(LANES, a[ia + 7]).fma(b0, s7);
      ia += ROWS;
      ib += WIDTH;
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
