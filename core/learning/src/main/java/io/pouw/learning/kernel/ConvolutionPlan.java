package io.pouw.learning.kernel;

import java.util.ArrayList;
import java.util.List;

/** The tables and buffers of a convolution of one shape, made once. */
final class ConvolutionPlan {
  final ConvolutionShape shape;

  /** The image with its padding, and every output's chain over it. */
  final PlaneTile image;

  final TapProduct forward;

  /** The gradient of the output with zeros around it. */
  final PlaneTile gradient;

  /**
   * The chains of the input's gradient: one product for each remainder of the place by the strides,
   * as places of the same remainder see the same taps.
   */
  final List<TapProduct> backward;

  /** Results of a group of examples that is not full, or of rows that are not all there. */
  float[] beside = new float[0];

  /** Strands of the weights' gradient. */
  float[] strands = new float[0];

  ConvolutionPlan(ConvolutionShape shape) {
    this.shape = shape;
    ConvolutionShape s = shape;
    int rows = s.height() + 2 * s.padY();
    int columns = s.width() + 2 * s.padX();
    image = new PlaneTile(s.channels(), s.height(), s.width(), s.padY(), s.padX(), rows, columns);
    forward = forwardProduct();
    int top = (s.kernelHeight() - 1) / s.strideY();
    int left = (s.kernelWidth() - 1) / s.strideX();
    int reachY = Math.max(s.outHeight(), (s.height() - 1 + s.padY()) / s.strideY() + 1);
    int reachX = Math.max(s.outWidth(), (s.width() - 1 + s.padX()) / s.strideX() + 1);
    gradient =
        new PlaneTile(
            s.filters(), s.outHeight(), s.outWidth(), top, left, top + reachY, left + reachX);
    backward = new ArrayList<>();
    for (int y = 0; y < s.strideY(); y++)
      for (int x = 0; x < s.strideX(); x++) addBackwardProduct(y, x, top, left);
  }

  private TapProduct forwardProduct() {
    ConvolutionShape s = shape;
    int[] weightAt = new int[s.taps()];
    int[] offset = new int[s.taps()];
    int k = 0;
    for (int c = 0; c < s.channels(); c++)
      for (int ky = 0; ky < s.kernelHeight(); ky++)
        for (int kx = 0; kx < s.kernelWidth(); kx++) {
          weightAt[k] = k;
          offset[k++] = image.index(c, ky, kx);
        }
    int[] pixelIn = new int[s.outPixels()];
    int[] pixelOut = new int[s.outPixels()];
    for (int p = 0; p < pixelIn.length; p++) {
      int y = p / s.outWidth();
      int x = p % s.outWidth();
      pixelIn[p] = image.index(0, y * s.strideY(), x * s.strideX());
      pixelOut[p] = p;
    }
    return new TapProduct(s.filters(), weightAt, s.taps(), offset, pixelIn, pixelOut);
  }

  /** The places (y, x) of the input with y + padY and x + padX of these remainders, if any. */
  private void addBackwardProduct(int restY, int restX, int top, int left) {
    ConvolutionShape s = shape;
    int[] rows = places(s.height(), s.padY(), s.strideY(), restY);
    int[] columns = places(s.width(), s.padX(), s.strideX(), restX);
    if (rows.length == 0 || columns.length == 0) return;
    int[] pixelIn = new int[rows.length * columns.length];
    int[] pixelOut = new int[pixelIn.length];
    int p = 0;
    for (int y : rows)
      for (int x : columns) {
        int down = (y + s.padY()) / s.strideY();
        int along = (x + s.padX()) / s.strideX();
        pixelIn[p] = gradient.index(0, down + top, along + left);
        pixelOut[p++] = y * s.width() + x;
      }
    int tapsY = taps(s.kernelHeight(), s.strideY(), restY);
    int tapsX = taps(s.kernelWidth(), s.strideX(), restX);
    int kernel = s.kernelHeight() * s.kernelWidth();
    int[] weightAt = new int[s.filters() * tapsY * tapsX];
    int[] offset = new int[weightAt.length];
    int k = 0;
    for (int f = 0; f < s.filters(); f++)
      for (int j = 0; j < tapsY; j++)
        for (int i = 0; i < tapsX; i++) {
          int ky = restY + j * s.strideY();
          int kx = restX + i * s.strideX();
          weightAt[k] = f * s.taps() + ky * s.kernelWidth() + kx;
          // The further the tap, the earlier the output that it belongs to.
          offset[k++] = gradient.index(f, -j, -i);
        }
    backward.add(new TapProduct(s.channels(), weightAt, kernel, offset, pixelIn, pixelOut));
  }

  private static int[] places(int size, int pad, int stride, int rest) {
    int first = Math.floorMod(rest - pad, stride);
    int count = first >= size ? 0 : (size - 1 - first) / stride + 1;
    int[] places = new int[count];
    for (int i = 0; i < count; i++) places[i] = first + i * stride;
    return places;
  }

  /** Taps of an axis that have this remainder: none, where the stride passes over them. */
  private static int taps(int kernel, int stride, int rest) {
    return rest >= kernel ? 0 : (kernel - 1 - rest) / stride + 1;
  }

  float[] beside(int size) {
    if (beside.length < size) beside = new float[size];
    return beside;
  }

  float[] strands(int size) {
    if (strands.length < size) strands = new float[size];
    return strands;
  }
}
