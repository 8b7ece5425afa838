package io.pouw.learning.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost block for narrower vectors: 3 rows by 3 vectors of results stay in registers while
 * k runs. Nine accumulators, three vectors of b and a broadcast fit 16 registers; twelve
 * accumulators spill. Written out for the reason that {@link Kernel8x2} states.
 */
final class Kernel3x3 {
  static final int ROWS = 3;
  static final int VECTORS = 3;

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = LANES.length();

  private Kernel3x3() {}

  /**
   * Goes on with the chains of a block by {@code depth} steps, from where the tile says, and ends
   * them as it says.
   *
   * @param lastRow of the rows that exist; those behind it are computed as copies of it
   */
  static void run(int depth, GemmOperand left, int lastRow, GemmOperand right, GemmTile tile) {
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
    if (tile.starts) {
      float[] start = tile.start;
      int from = tile.startFrom;
      int along = tile.startStep;
      s00 = FloatVector.fromArray(LANES, start, from);
      s01 = FloatVector.fromArray(LANES, start, from + WIDTH);
      s02 = FloatVector.fromArray(LANES, start, from + 2 * WIDTH);
      s10 = FloatVector.fromArray(LANES, start, from + along);
      s11 = FloatVector.fromArray(LANES, start, from + along + WIDTH);
      s12 = FloatVector.fromArray(LANES, start, from + along + 2 * WIDTH);
      s20 = FloatVector.fromArray(LANES, start, from + 2 * along);
      s21 = FloatVector.fromArray(LANES, start, from + 2 * along + WIDTH);
      s22 = FloatVector.fromArray(LANES, start, from + 2 * along + 2 * WIDTH);
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
    // Read after the loop: what is alive in it takes registers, and that cost up to a third of the
    // speed.
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
        s00 = s00.blend(zero, s00.compare(VectorOperators.LE, zero));
        s01 = s01.blend(zero, s01.compare(VectorOperators.LE, zero));
        s02 = s02.blend(zero, s02.compare(VectorOperators.LE, zero));
        s10 = s10.blend(zero, s10.compare(VectorOperators.LE, zero));
        s11 = s11.blend(zero, s11.compare(VectorOperators.LE, zero));
        s12 = s12.blend(zero, s12.compare(VectorOperators.LE, zero));
        s20 = s20.blend(zero, s20.compare(VectorOperators.LE, zero));
        s21 = s21.blend(zero, s21.compare(VectorOperators.LE, zero));
        s22 = s22.blend(zero, s22.compare(VectorOperators.LE, zero));
      }
      case GATE -> {
        s00 =
            zero.blend(
                s00, FloatVector.fromArray(LANES, beside, at).compare(VectorOperators.GT, zero));
        s01 =
            zero.blend(
                s01,
                FloatVector.fromArray(LANES, beside, at + WIDTH).compare(VectorOperators.GT, zero));
        s02 =
            zero.blend(
                s02,
                FloatVector.fromArray(LANES, beside, at + 2 * WIDTH)
                    .compare(VectorOperators.GT, zero));
        s10 =
            zero.blend(
                s10,
                FloatVector.fromArray(LANES, beside, at + step).compare(VectorOperators.GT, zero));
        s11 =
            zero.blend(
                s11,
                FloatVector.fromArray(LANES, beside, at + step + WIDTH)
                    .compare(VectorOperators.GT, zero));
        s12 =
            zero.blend(
                s12,
                FloatVector.fromArray(LANES, beside, at + step + 2 * WIDTH)
                    .compare(VectorOperators.GT, zero));
        s20 =
            zero.blend(
                s20,
                FloatVector.fromArray(LANES, beside, at + 2 * step)
                    .compare(VectorOperators.GT, zero));
        s21 =
            zero.blend(
                s21,
                FloatVector.fromArray(LANES, beside, at + 2 * step + WIDTH)
                    .compare(VectorOperators.GT, zero));
        s22 =
            zero.blend(
                s22,
                FloatVector.fromArray(LANES, beside, at + 2 * step + 2 * WIDTH)
                    .compare(VectorOperators.GT, zero));
      }
      case DESCENT -> {
        FloatVector back = FloatVector.broadcast(LANES, factor);
        s00 = s00.fma(back, FloatVector.fromArray(LANES, beside, at));
        s01 = s01.fma(back, FloatVector.fromArray(LANES, beside, at + WIDTH));
        s02 = s02.fma(back, FloatVector.fromArray(LANES, beside, at + 2 * WIDTH));
        s10 = s10.fma(back, FloatVector.fromArray(LANES, beside, at + step));
        s11 = s11.fma(back, FloatVector.fromArray(LANES, beside, at + step + WIDTH));
        s12 = s12.fma(back, FloatVector.fromArray(LANES, beside, at + step + 2 * WIDTH));
        s20 = s20.fma(back, FloatVector.fromArray(LANES, beside, at + 2 * step));
        s21 = s21.fma(back, FloatVector.fromArray(LANES, beside, at + 2 * step + WIDTH));
        s22 = s22.fma(back, FloatVector.fromArray(LANES, beside, at + 2 * step + 2 * WIDTH));
      }
    }
    s00.intoArray(c, to);
    s01.intoArray(c, to + WIDTH);
    s02.intoArray(c, to + 2 * WIDTH);
    s10.intoArray(c, to + stride);
    s11.intoArray(c, to + stride + WIDTH);
    s12.intoArray(c, to + stride + 2 * WIDTH);
    s20.intoArray(c, to + 2 * stride);
    s21.intoArray(c, to + 2 * stride + WIDTH);
    s22.intoArray(c, to + 2 * stride + 2 * WIDTH);
  }
}
