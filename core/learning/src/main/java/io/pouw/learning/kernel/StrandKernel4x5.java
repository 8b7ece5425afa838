package io.pouw.learning.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost block of the weights' gradient: 4 rows (filters) by 5 taps of sums of one vector of
 * strands stay in registers while the pixels run.
 */
final class StrandKernel4x5 {
  static final int ROWS = 4;
  static final int COLUMNS = 5;

  private static final VectorSpecies<Float> LANES = ConvolutionLanes.LANES;

  private StrandKernel4x5() {}

  /**
   * Goes on with the strands of a block; see {@link PlannedConvolution#strands}.
   *
   * @param lane of the group of examples, where the vector begins
   */
  static void run(
      TapProduct product,
      int tap,
      int lane,
      float[] gradient,
      int from,
      int lastRow,
      int rowStep,
      int pixelStep,
      float[] planes,
      float[] strands,
      int strandsFrom) {
    int pixels = product.pixels;
    int[] pixelIn = product.pixelIn;
    int[] offset = product.offset;
    int t0 = offset[tap + 0] + lane;
    int t1 = offset[tap + 1] + lane;
    int t2 = offset[tap + 2] + lane;
    int t3 = offset[tap + 3] + lane;
    int t4 = offset[tap + 4] + lane;
    int g0 = from;
    int g1 = from + Math.min(1, lastRow) * rowStep;
    int g2 = from + Math.min(2, lastRow) * rowStep;
    int g3 = from + Math.min(3, lastRow) * rowStep;
    FloatVector s00 = FloatVector.fromArray(LANES, strands, strandsFrom);
    FloatVector s01 = FloatVector.fromArray(LANES, strands, strandsFrom + 1 * PlaneTile.LANES);
    FloatVector s02 = FloatVector.fromArray(LANES, strands, strandsFrom + 2 * PlaneTile.LANES);
    FloatVector s03 = FloatVector.fromArray(LANES, strands, strandsFrom + 3 * PlaneTile.LANES);
    FloatVector s04 = FloatVector.fromArray(LANES, strands, strandsFrom + 4 * PlaneTile.LANES);
    FloatVector s10 = FloatVector.fromArray(LANES, strands, strandsFrom + 5 * PlaneTile.LANES);
    FloatVector s11 = FloatVector.fromArray(LANES, strands, strandsFrom + 6 * PlaneTile.LANES);
    FloatVector s12 = FloatVector.fromArray(LANES, strands, strandsFrom + 7 * PlaneTile.LANES);
    FloatVector s13 = FloatVector.fromArray(LANES, strands, strandsFrom + 8 * PlaneTile.LANES);
    FloatVector s14 = FloatVector.fromArray(LANES, strands, strandsFrom + 9 * PlaneTile.LANES);
    FloatVector s20 = FloatVector.fromArray(LANES, strands, strandsFrom + 10 * PlaneTile.LANES);
    FloatVector s21 = FloatVector.fromArray(LANES, strands, strandsFrom + 11 * PlaneTile.LANES);
    FloatVector s22 = FloatVector.fromArray(LANES, strands, strandsFrom + 12 * PlaneTile.LANES);
    FloatVector s23 = FloatVector.fromArray(LANES, strands, strandsFrom + 13 * PlaneTile.LANES);
    FloatVector s24 = FloatVector.fromArray(LANES, strands, strandsFrom + 14 * PlaneTile.LANES);
    FloatVector s30 = FloatVector.fromArray(LANES, strands, strandsFrom + 15 * PlaneTile.LANES);
    FloatVector s31 = FloatVector.fromArray(LANES, strands, strandsFrom + 16 * PlaneTile.LANES);
    FloatVector s32 = FloatVector.fromArray(LANES, strands, strandsFrom + 17 * PlaneTile.LANES);
    FloatVector s33 = FloatVector.fromArray(LANES, strands, strandsFrom + 18 * PlaneTile.LANES);
    FloatVector s34 = FloatVector.fromArray(LANES, strands, strandsFrom + 19 * PlaneTile.LANES);
    int along = 0;
    for (int p = 0; p < pixels; p++) {
      int at = pixelIn[p];
      FloatVector b0 = FloatVector.fromArray(LANES, planes, t0 + at);
      FloatVector b1 = FloatVector.fromArray(LANES, planes, t1 + at);
      FloatVector b2 = FloatVector.fromArray(LANES, planes, t2 + at);
      FloatVector b3 = FloatVector.fromArray(LANES, planes, t3 + at);
      FloatVector b4 = FloatVector.fromArray(LANES, planes, t4 + at);
      FloatVector a0 = FloatVector.fromArray(LANES, gradient, g0 + along);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      s03 = a0.fma(b3, s03);
      s04 = a0.fma(b4, s04);
      FloatVector a1 = FloatVector.fromArray(LANES, gradient, g1 + along);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      s13 = a1.fma(b3, s13);
      s14 = a1.fma(b4, s14);
      FloatVector a2 = FloatVector.fromArray(LANES, gradient, g2 + along);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      s22 = a2.fma(b2, s22);
      s23 = a2.fma(b3, s23);
      s24 = a2.fma(b4, s24);
      FloatVector a3 = FloatVector.fromArray(LANES, gradient, g3 + along);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      s32 = a3.fma(b2, s32);
      s33 = a3.fma(b3, s33);
      s34 = a3.fma(b4, s34);
      along += pixelStep;
    }
    s00.intoArray(strands, strandsFrom);
    s01.intoArray(strands, strandsFrom + 1 * PlaneTile.LANES);
    s02.intoArray(strands, strandsFrom + 2 * PlaneTile.LANES);
    s03.intoArray(strands, strandsFrom + 3 * PlaneTile.LANES);
    s04.intoArray(strands, strandsFrom + 4 * PlaneTile.LANES);
    s10.intoArray(strands, strandsFrom + 5 * PlaneTile.LANES);
    s11.intoArray(strands, strandsFrom + 6 * PlaneTile.LANES);
    s12.intoArray(strands, strandsFrom + 7 * PlaneTile.LANES);
    s13.intoArray(strands, strandsFrom + 8 * PlaneTile.LANES);
    s14.intoArray(strands, strandsFrom + 9 * PlaneTile.LANES);
    s20.intoArray(strands, strandsFrom + 10 * PlaneTile.LANES);
    s21.intoArray(strands, strandsFrom + 11 * PlaneTile.LANES);
    s22.intoArray(strands, strandsFrom + 12 * PlaneTile.LANES);
    s23.intoArray(strands, strandsFrom + 13 * PlaneTile.LANES);
    s24.intoArray(strands, strandsFrom + 14 * PlaneTile.LANES);
    s30.intoArray(strands, strandsFrom + 15 * PlaneTile.LANES);
    s31.intoArray(strands, strandsFrom + 16 * PlaneTile.LANES);
    s32.intoArray(strands, strandsFrom + 17 * PlaneTile.LANES);
    s33.intoArray(strands, strandsFrom + 18 * PlaneTile.LANES);
    s34.intoArray(strands, strandsFrom + 19 * PlaneTile.LANES);
  }
}
