package io.pouw.learning.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost block for vectors of 16 lanes and more: 8 rows by 2 vectors of results stay in
 * registers while k runs. Sixteen accumulators, two vectors of b and a broadcast fit 32 registers.
 *
 * <p>Every sum is a variable of its own, here and in the other innermost blocks ({@link Kernel8x1},
 * {@link Kernel3x3}, those of convolutions), though it makes them alike: held in an array, or as
 * rows in records with methods, the same block ran at 5 GFLOP/s instead of 117 (AVX-512, Zen 4, 512
 * steps), as the compiler then makes an object of every vector.
 */
final class Kernel8x2 {
  static final int ROWS = 8;
  static final int VECTORS = 2;

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = LANES.length();

  private Kernel8x2() {}

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
    if (tile.starts) {
      float[] start = tile.start;
      int from = tile.startFrom;
      int along = tile.startStep;
      s00 = FloatVector.fromArray(LANES, start, from);
      s01 = FloatVector.fromArray(LANES, start, from + WIDTH);
      s10 = FloatVector.fromArray(LANES, start, from + along);
      s11 = FloatVector.fromArray(LANES, start, from + along + WIDTH);
      s20 = FloatVector.fromArray(LANES, start, from + 2 * along);
      s21 = FloatVector.fromArray(LANES, start, from + 2 * along + WIDTH);
      s30 = FloatVector.fromArray(LANES, start, from + 3 * along);
      s31 = FloatVector.fromArray(LANES, start, from + 3 * along + WIDTH);
      s40 = FloatVector.fromArray(LANES, start, from + 4 * along);
      s41 = FloatVector.fromArray(LANES, start, from + 4 * along + WIDTH);
      s50 = FloatVector.fromArray(LANES, start, from + 5 * along);
      s51 = FloatVector.fromArray(LANES, start, from + 5 * along + WIDTH);
      s60 = FloatVector.fromArray(LANES, start, from + 6 * along);
      s61 = FloatVector.fromArray(LANES, start, from + 6 * along + WIDTH);
      s70 = FloatVector.fromArray(LANES, start, from + 7 * along);
      s71 = FloatVector.fromArray(LANES, start, from + 7 * along + WIDTH);
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
        s00 = s00.blend(zero, s00.compare(VectorOperators.LE, zero));
        s01 = s01.blend(zero, s01.compare(VectorOperators.LE, zero));
        s10 = s10.blend(zero, s10.compare(VectorOperators.LE, zero));
        s11 = s11.blend(zero, s11.compare(VectorOperators.LE, zero));
        s20 = s20.blend(zero, s20.compare(VectorOperators.LE, zero));
        s21 = s21.blend(zero, s21.compare(VectorOperators.LE, zero));
        s30 = s30.blend(zero, s30.compare(VectorOperators.LE, zero));
        s31 = s31.blend(zero, s31.compare(VectorOperators.LE, zero));
        s40 = s40.blend(zero, s40.compare(VectorOperators.LE, zero));
        s41 = s41.blend(zero, s41.compare(VectorOperators.LE, zero));
        s50 = s50.blend(zero, s50.compare(VectorOperators.LE, zero));
        s51 = s51.blend(zero, s51.compare(VectorOperators.LE, zero));
        s60 = s60.blend(zero, s60.compare(VectorOperators.LE, zero));
        s61 = s61.blend(zero, s61.compare(VectorOperators.LE, zero));
        s70 = s70.blend(zero, s70.compare(VectorOperators.LE, zero));
        s71 = s71.blend(zero, s71.compare(VectorOperators.LE, zero));
      }
      case GATE -> {
        s00 =
            zero.blend(
                s00, FloatVector.fromArray(LANES, beside, at).compare(VectorOperators.GT, zero));
        s01 =
            zero.blend(
                s01,
                FloatVector.fromArray(LANES, beside, at + WIDTH).compare(VectorOperators.GT, zero));
        s10 =
            zero.blend(
                s10,
                FloatVector.fromArray(LANES, beside, at + step).compare(VectorOperators.GT, zero));
        s11 =
            zero.blend(
                s11,
                FloatVector.fromArray(LANES, beside, at + step + WIDTH)
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
        s30 =
            zero.blend(
                s30,
                FloatVector.fromArray(LANES, beside, at + 3 * step)
                    .compare(VectorOperators.GT, zero));
        s31 =
            zero.blend(
                s31,
                FloatVector.fromArray(LANES, beside, at + 3 * step + WIDTH)
                    .compare(VectorOperators.GT, zero));
        s40 =
            zero.blend(
                s40,
                FloatVector.fromArray(LANES, beside, at + 4 * step)
                    .compare(VectorOperators.GT, zero));
        s41 =
            zero.blend(
                s41,
                FloatVector.fromArray(LANES, beside, at + 4 * step + WIDTH)
                    .compare(VectorOperators.GT, zero));
        s50 =
            zero.blend(
                s50,
                FloatVector.fromArray(LANES, beside, at + 5 * step)
                    .compare(VectorOperators.GT, zero));
        s51 =
            zero.blend(
                s51,
                FloatVector.fromArray(LANES, beside, at + 5 * step + WIDTH)
                    .compare(VectorOperators.GT, zero));
        s60 =
            zero.blend(
                s60,
                FloatVector.fromArray(LANES, beside, at + 6 * step)
                    .compare(VectorOperators.GT, zero));
        s61 =
            zero.blend(
                s61,
                FloatVector.fromArray(LANES, beside, at + 6 * step + WIDTH)
                    .compare(VectorOperators.GT, zero));
        s70 =
            zero.blend(
                s70,
                FloatVector.fromArray(LANES, beside, at + 7 * step)
                    .compare(VectorOperators.GT, zero));
        s71 =
            zero.blend(
                s71,
                FloatVector.fromArray(LANES, beside, at + 7 * step + WIDTH)
                    .compare(VectorOperators.GT, zero));
      }
      case DESCENT -> {
        FloatVector back = FloatVector.broadcast(LANES, factor);
        s00 = s00.fma(back, FloatVector.fromArray(LANES, beside, at));
        s01 = s01.fma(back, FloatVector.fromArray(LANES, beside, at + WIDTH));
        s10 = s10.fma(back, FloatVector.fromArray(LANES, beside, at + step));
        s11 = s11.fma(back, FloatVector.fromArray(LANES, beside, at + step + WIDTH));
        s20 = s20.fma(back, FloatVector.fromArray(LANES, beside, at + 2 * step));
        s21 = s21.fma(back, FloatVector.fromArray(LANES, beside, at + 2 * step + WIDTH));
        s30 = s30.fma(back, FloatVector.fromArray(LANES, beside, at + 3 * step));
        s31 = s31.fma(back, FloatVector.fromArray(LANES, beside, at + 3 * step + WIDTH));
        s40 = s40.fma(back, FloatVector.fromArray(LANES, beside, at + 4 * step));
        s41 = s41.fma(back, FloatVector.fromArray(LANES, beside, at + 4 * step + WIDTH));
        s50 = s50.fma(back, FloatVector.fromArray(LANES, beside, at + 5 * step));
        s51 = s51.fma(back, FloatVector.fromArray(LANES, beside, at + 5 * step + WIDTH));
        s60 = s60.fma(back, FloatVector.fromArray(LANES, beside, at + 6 * step));
        s61 = s61.fma(back, FloatVector.fromArray(LANES, beside, at + 6 * step + WIDTH));
        s70 = s70.fma(back, FloatVector.fromArray(LANES, beside, at + 7 * step));
        s71 = s71.fma(back, FloatVector.fromArray(LANES, beside, at + 7 * step + WIDTH));
      }
    }
    s00.intoArray(c, to);
    s01.intoArray(c, to + WIDTH);
    s10.intoArray(c, to + stride);
    s11.intoArray(c, to + stride + WIDTH);
    s20.intoArray(c, to + 2 * stride);
    s21.intoArray(c, to + 2 * stride + WIDTH);
    s30.intoArray(c, to + 3 * stride);
    s31.intoArray(c, to + 3 * stride + WIDTH);
    s40.intoArray(c, to + 4 * stride);
    s41.intoArray(c, to + 4 * stride + WIDTH);
    s50.intoArray(c, to + 5 * stride);
    s51.intoArray(c, to + 5 * stride + WIDTH);
    s60.intoArray(c, to + 6 * stride);
    s61.intoArray(c, to + 6 * stride + WIDTH);
    s70.intoArray(c, to + 7 * stride);
    s71.intoArray(c, to + 7 * stride + WIDTH);
  }
}
