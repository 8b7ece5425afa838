package io.pouw.learning.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost block for the last columns where one vector of 16 lanes and more covers them: 8
 * rows by 1 vector. Eight chains side by side hide the latency of the multiply-add. Written out for
 * the reason that {@link Kernel8x2} states.
 */
final class Kernel8x1 {
  static final int ROWS = 8;

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  private Kernel8x1() {}

  /**
   * Goes on with the chains of a block by {@code depth} steps, from where the tile says, and ends
   * them as it says.
   *
   * @param lastRow of the rows that exist; those behind it are computed as copies of it
   */
  static void run(int depth, GemmOperand left, int lastRow, GemmOperand right, GemmTile tile) {
    FloatVector zero = FloatVector.zero(LANES);
    FloatVector s0 = zero;
    FloatVector s1 = zero;
    FloatVector s2 = zero;
    FloatVector s3 = zero;
    FloatVector s4 = zero;
    FloatVector s5 = zero;
    FloatVector s6 = zero;
    FloatVector s7 = zero;
    if (tile.starts) {
      float[] start = tile.start;
      int from = tile.startFrom;
      int along = tile.startStep;
      s0 = FloatVector.fromArray(LANES, start, from);
      s1 = FloatVector.fromArray(LANES, start, from + along);
      s2 = FloatVector.fromArray(LANES, start, from + 2 * along);
      s3 = FloatVector.fromArray(LANES, start, from + 3 * along);
      s4 = FloatVector.fromArray(LANES, start, from + 4 * along);
      s5 = FloatVector.fromArray(LANES, start, from + 5 * along);
      s6 = FloatVector.fromArray(LANES, start, from + 6 * along);
      s7 = FloatVector.fromArray(LANES, start, from + 7 * along);
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
      FloatVector a0 = FloatVector.broadcast(LANES, a[ia]);
      s0 = a0.fma(b0, s0);
      FloatVector a1 = FloatVector.broadcast(LANES, a[ia + r1]);
      s1 = a1.fma(b0, s1);
      FloatVector a2 = FloatVector.broadcast(LANES, a[ia + r2]);
      s2 = a2.fma(b0, s2);
      FloatVector a3 = FloatVector.broadcast(LANES, a[ia + r3]);
      s3 = a3.fma(b0, s3);
      FloatVector a4 = FloatVector.broadcast(LANES, a[ia + r4]);
      s4 = a4.fma(b0, s4);
      FloatVector a5 = FloatVector.broadcast(LANES, a[ia + r5]);
      s5 = a5.fma(b0, s5);
      FloatVector a6 = FloatVector.broadcast(LANES, a[ia + r6]);
      s6 = a6.fma(b0, s6);
      FloatVector a7 = FloatVector.broadcast(LANES, a[ia + r7]);
      s7 = a7.fma(b0, s7);
      ia += aStep;
      ib += bStep;
    }
    // Read after the loop: what is alive in it takes registers, which cost a sixth of the speed.
    float[] c = tile.into;
    int to = tile.intoFrom;
    int stride = tile.intoStep;
    GemmTile.End end = tile.end;
    float factor = tile.factor;
    float[] beside = tile.beside;
    int at = tile.besideFrom;
    int step = tile.besideStep;
    switch (end) {
      case STORE -> {}
      case RELU -> {
        s0 = s0.blend(zero, s0.compare(VectorOperators.LE, zero));
        s1 = s1.blend(zero, s1.compare(VectorOperators.LE, zero));
        s2 = s2.blend(zero, s2.compare(VectorOperators.LE, zero));
        s3 = s3.blend(zero, s3.compare(VectorOperators.LE, zero));
        s4 = s4.blend(zero, s4.compare(VectorOperators.LE, zero));
        s5 = s5.blend(zero, s5.compare(VectorOperators.LE, zero));
        s6 = s6.blend(zero, s6.compare(VectorOperators.LE, zero));
        s7 = s7.blend(zero, s7.compare(VectorOperators.LE, zero));
      }
      case GATE -> {
        s0 =
            zero.blend(
                s0, FloatVector.fromArray(LANES, beside, at).compare(VectorOperators.GT, zero));
        s1 =
            zero.blend(
                s1,
                FloatVector.fromArray(LANES, beside, at + step).compare(VectorOperators.GT, zero));
        s2 =
            zero.blend(
                s2,
                FloatVector.fromArray(LANES, beside, at + 2 * step)
                    .compare(VectorOperators.GT, zero));
        s3 =
            zero.blend(
                s3,
                FloatVector.fromArray(LANES, beside, at + 3 * step)
                    .compare(VectorOperators.GT, zero));
        s4 =
            zero.blend(
                s4,
                FloatVector.fromArray(LANES, beside, at + 4 * step)
                    .compare(VectorOperators.GT, zero));
        s5 =
            zero.blend(
                s5,
                FloatVector.fromArray(LANES, beside, at + 5 * step)
                    .compare(VectorOperators.GT, zero));
        s6 =
            zero.blend(
                s6,
                FloatVector.fromArray(LANES, beside, at + 6 * step)
                    .compare(VectorOperators.GT, zero));
        s7 =
            zero.blend(
                s7,
                FloatVector.fromArray(LANES, beside, at + 7 * step)
                    .compare(VectorOperators.GT, zero));
      }
      case DESCENT -> {
        FloatVector back = FloatVector.broadcast(LANES, factor);
        s0 = s0.fma(back, FloatVector.fromArray(LANES, beside, at));
        s1 = s1.fma(back, FloatVector.fromArray(LANES, beside, at + step));
        s2 = s2.fma(back, FloatVector.fromArray(LANES, beside, at + 2 * step));
        s3 = s3.fma(back, FloatVector.fromArray(LANES, beside, at + 3 * step));
        s4 = s4.fma(back, FloatVector.fromArray(LANES, beside, at + 4 * step));
        s5 = s5.fma(back, FloatVector.fromArray(LANES, beside, at + 5 * step));
        s6 = s6.fma(back, FloatVector.fromArray(LANES, beside, at + 6 * step));
        s7 = s7.fma(back, FloatVector.fromArray(LANES, beside, at + 7 * step));
      }
    }
    s0.intoArray(c, to);
    s1.intoArray(c, to + stride);
    s2.intoArray(c, to + 2 * stride);
    s3.intoArray(c, to + 3 * stride);
    s4.intoArray(c, to + 4 * stride);
    s5.intoArray(c, to + 5 * stride);
    s6.intoArray(c, to + 6 * stride);
    s7.intoArray(c, to + 7 * stride);
  }
}
