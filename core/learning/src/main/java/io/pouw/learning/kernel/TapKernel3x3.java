package io.pouw.learning.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost block of a {@link TapProduct}: 3 rows by 3 pixels of one vector of examples. Nine
 * accumulators, three values and a broadcast fit 16 registers.
 */
final class TapKernel3x3 {
  static final int ROWS = 3;
  static final int COLUMNS = 3;

  private static final VectorSpecies<Float> LANES = ConvolutionLanes.LANES;

  private TapKernel3x3() {}

  /**
   * Computes a block from its start values.
   *
   * @param lane of the group of examples, where the vector begins
   * @param a packed: 3 start values, then 3 weights for each tap
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
    FloatVector s00 = FloatVector.broadcast(LANES, a[aFrom + 0]);
    FloatVector s01 = s00;
    FloatVector s02 = s00;
    FloatVector s10 = FloatVector.broadcast(LANES, a[aFrom + 1]);
    FloatVector s11 = s10;
    FloatVector s12 = s10;
    FloatVector s20 = FloatVector.broadcast(LANES, a[aFrom + 2]);
    FloatVector s21 = s20;
    FloatVector s22 = s20;
    int ia = aFrom + ROWS;
    for (int k = 0; k < depth; k++) {
      int at = offset[k];
      FloatVector b0 = FloatVector.fromArray(LANES, planes, p0 + at);
      FloatVector b1 = FloatVector.fromArray(LANES, planes, p1 + at);
      FloatVector b2 = FloatVector.fromArray(LANES, planes, p2 + at);
      FloatVector a0 = FloatVector.broadcast(LANES, a[ia + 0]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      FloatVector a1 = FloatVector.broadcast(LANES, a[ia + 1]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      FloatVector a2 = FloatVector.broadcast(LANES, a[ia + 2]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      s22 = a2.fma(b2, s22);
      ia += ROWS;
    }
    int o0 = outFrom + pixelOut[pixel + 0] * pixelStep;
    int o1 = outFrom + pixelOut[pixel + 1] * pixelStep;
    int o2 = outFrom + pixelOut[pixel + 2] * pixelStep;
    s00.intoArray(out, o0);
    s01.intoArray(out, o1);
    s02.intoArray(out, o2);
    s10.intoArray(out, o0 + rowStep);
    s11.intoArray(out, o1 + rowStep);
    s12.intoArray(out, o2 + rowStep);
    s20.intoArray(out, o0 + 2 * rowStep);
    s21.intoArray(out, o1 + 2 * rowStep);
    s22.intoArray(out, o2 + 2 * rowStep);
  }
}
