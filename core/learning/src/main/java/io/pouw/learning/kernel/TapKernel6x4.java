package io.pouw.learning.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost block of a {@link TapProduct}: 6 rows by 4 pixels of one vector of examples. 24
 * accumulators, four values and a broadcast fit 32 registers, and six rows are what six filters
 * need.
 */
final class TapKernel6x4 {
  static final int ROWS = 6;
  static final int COLUMNS = 4;

  private static final VectorSpecies<Float> LANES = ConvolutionLanes.LANES;

  private TapKernel6x4() {}

  /**
   * Computes a block from its start values.
   *
   * @param lane of the group of examples, where the vector begins
   * @param a packed: 6 start values, then 6 weights for each tap
   */
  static void run(
      TapProduct product,
      int pixel,
      int lane,
      float[] a,
      int aFrom,
      float[] planes,
      float[] out,
      int outFrom,
      int rowStep,
      int pixelStep) {
    int depth = product.depth;
    int[] offset = product.offset;
    int[] pixelIn = product.pixelIn;
    int[] pixelOut = product.pixelOut;
    int p0 = pixelIn[pixel + 0] + lane;
    int p1 = pixelIn[pixel + 1] + lane;
    int p2 = pixelIn[pixel + 2] + lane;
    int p3 = pixelIn[pixel + 3] + lane;
    FloatVector s00 = FloatVector.broadcast(LANES, a[aFrom + 0]);
    FloatVector s01 = s00;
    FloatVector s02 = s00;
    FloatVector s03 = s00;
    FloatVector s10 = FloatVector.broadcast(LANES, a[aFrom + 1]);
    FloatVector s11 = s10;
    FloatVector s12 = s10;
    FloatVector s13 = s10;
    FloatVector s20 = FloatVector.broadcast(LANES, a[aFrom + 2]);
    FloatVector s21 = s20;
    FloatVector s22 = s20;
    FloatVector s23 = s20;
    FloatVector s30 = FloatVector.broadcast(LANES, a[aFrom + 3]);
    FloatVector s31 = s30;
    FloatVector s32 = s30;
    FloatVector s33 = s30;
    FloatVector s40 = FloatVector.broadcast(LANES, a[aFrom + 4]);
    FloatVector s41 = s40;
    FloatVector s42 = s40;
    FloatVector s43 = s40;
    FloatVector s50 = FloatVector.broadcast(LANES, a[aFrom + 5]);
    FloatVector s51 = s50;
    FloatVector s52 = s50;
    FloatVector s53 = s50;
    int ia = aFrom + ROWS;
    for (int k = 0; k < depth; k++) {
      int at = offset[k];
      FloatVector b0 = FloatVector.fromArray(LANES, planes, p0 + at);
      FloatVector b1 = FloatVector.fromArray(LANES, planes, p1 + at);
      FloatVector b2 = FloatVector.fromArray(LANES, planes, p2 + at);
      FloatVector b3 = FloatVector.fromArray(LANES, planes, p3 + at);
      FloatVector a0 = FloatVector.broadcast(LANES, a[ia + 0]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      s03 = a0.fma(b3, s03);
      FloatVector a1 = FloatVector.broadcast(LANES, a[ia + 1]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      s13 = a1.fma(b3, s13);
      FloatVector a2 = FloatVector.broadcast(LANES, a[ia + 2]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      s22 = a2.fma(b2, s22);
      s23 = a2.fma(b3, s23);
      FloatVector a3 = FloatVector.broadcast(LANES, a[ia + 3]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      s32 = a3.fma(b2, s32);
      s33 = a3.fma(b3, s33);
      FloatVector a4 = FloatVector.broadcast(LANES, a[ia + 4]);
      s40 = a4.fma(b0, s40);
      s41 = a4.fma(b1, s41);
      s42 = a4.fma(b2, s42);
      s43 = a4.fma(b3, s43);
      FloatVector a5 = FloatVector.broadcast(LANES, a[ia + 5]);
      s50 = a5.fma(b0, s50);
      s51 = a5.fma(b1, s51);
      s52 = a5.fma(b2, s52);
      s53 = a5.fma(b3, s53);
      ia += ROWS;
    }
    int o0 = outFrom + pixelOut[pixel + 0] * pixelStep;
    int o1 = outFrom + pixelOut[pixel + 1] * pixelStep;
    int o2 = outFrom + pixelOut[pixel + 2] * pixelStep;
    int o3 = outFrom + pixelOut[pixel + 3] * pixelStep;
    s00.intoArray(out, o0);
    s01.intoArray(out, o1);
    s02.intoArray(out, o2);
    s03.intoArray(out, o3);
    s10.intoArray(out, o0 + rowStep);
    s11.intoArray(out, o1 + rowStep);
    s12.intoArray(out, o2 + rowStep);
    s13.intoArray(out, o3 + rowStep);
    s20.intoArray(out, o0 + 2 * rowStep);
    s21.intoArray(out, o1 + 2 * rowStep);
    s22.intoArray(out, o2 + 2 * rowStep);
    s23.intoArray(out, o3 + 2 * rowStep);
    s30.intoArray(out, o0 + 3 * rowStep);
    s31.intoArray(out, o1 + 3 * rowStep);
    s32.intoArray(out, o2 + 3 * rowStep);
    s33.intoArray(out, o3 + 3 * rowStep);
    s40.intoArray(out, o0 + 4 * rowStep);
    s41.intoArray(out, o1 + 4 * rowStep);
    s42.intoArray(out, o2 + 4 * rowStep);
    s43.intoArray(out, o3 + 4 * rowStep);
    s50.intoArray(out, o0 + 5 * rowStep);
    s51.intoArray(out, o1 + 5 * rowStep);
    s52.intoArray(out, o2 + 5 * rowStep);
    s53.intoArray(out, o3 + 5 * rowStep);
  }
}
