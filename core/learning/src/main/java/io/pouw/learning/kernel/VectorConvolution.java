package io.pouw.learning.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * The convolution on the Vector API. Lanes are examples; a group of 16 is one vector, or several
 * passes with narrower ones, so that the width changes no bit. Blocks of 6 x 4 or 4 x 5 vectors of
 * sums fill 32 registers, 3 x 3 fit 16.
 */
final class VectorConvolution extends PlannedConvolution {
  @Override
  int blockRows(int rows) {
    if (!ConvolutionLanes.WIDE) return 3;
    // The fewest rows of nothing; the squarer block where it does not matter.
    return (rows + 3) / 4 * 4 <= (rows + 5) / 6 * 6 ? 4 : 6;
  }

  @Override
  int blockPixels(int height) {
    return switch (height) {
      case 3 -> TapKernel3x3.COLUMNS;
      case 4 -> TapKernel4x5.COLUMNS;
      default -> TapKernel6x4.COLUMNS;
    };
  }

  @Override
  int blockTaps(int height) {
    return switch (height) {
      case 3 -> StrandKernel3x3.COLUMNS;
      case 4 -> StrandKernel4x5.COLUMNS;
      default -> StrandKernel6x4.COLUMNS;
    };
  }

  @Override
  void taps(
      TapProduct product,
      int pixel,
      int height,
      float[] weights,
      int weightsFrom,
      float[] planes,
      float[] out,
      int outFrom,
      int rowStep,
      int pixelStep) {
    for (int lane = 0; lane < LANES; lane += ConvolutionLanes.WIDTH) {
      int to = outFrom + lane;
      switch (height) {
        case 3 ->
            TapKernel3x3.run(
                product, pixel, lane, weights, weightsFrom, planes, out, to, rowStep, pixelStep);
        case 4 ->
            TapKernel4x5.run(
                product, pixel, lane, weights, weightsFrom, planes, out, to, rowStep, pixelStep);
        default ->
            TapKernel6x4.run(
                product, pixel, lane, weights, weightsFrom, planes, out, to, rowStep, pixelStep);
      }
    }
  }

  @Override
  void strands(
      TapProduct product,
      int tap,
      int height,
      float[] gradient,
      int from,
      int lastRow,
      int rowStep,
      int pixelStep,
      float[] planes,
      float[] strands,
      int strandsFrom) {
    for (int lane = 0; lane < LANES; lane += ConvolutionLanes.WIDTH) {
      int at = from + lane;
      int to = strandsFrom + lane;
      switch (height) {
        case 3 ->
            StrandKernel3x3.run(
                product, tap, lane, gradient, at, lastRow, rowStep, pixelStep, planes, strands, to);
        case 4 ->
            StrandKernel4x5.run(
                product, tap, lane, gradient, at, lastRow, rowStep, pixelStep, planes, strands, to);
        default ->
            StrandKernel6x4.run(
                product, tap, lane, gradient, at, lastRow, rowStep, pixelStep, planes, strands, to);
      }
    }
  }

  @Override
  void sum(float[] values, int from, int count, int step, int present, float[] strands) {
    if (present < LANES) {
      super.sum(values, from, count, step, present, strands);
      return;
    }
    for (int lane = 0; lane < LANES; lane += ConvolutionLanes.WIDTH) {
      FloatVector sum = FloatVector.fromArray(ConvolutionLanes.LANES, strands, lane);
      for (int p = 0; p < count; p++)
        sum =
            sum.add(FloatVector.fromArray(ConvolutionLanes.LANES, values, from + lane + p * step));
      sum.intoArray(strands, lane);
    }
  }
}
