package io.pouw.learning.kernel;

import java.util.Arrays;

/** The definition of the convolution, word for word. Slow; the others are held against it. */
final class ReferenceConvolution implements Convolution {
  private final float[] strands = new float[Strands.COUNT];

  @Override
  public void forward(
      ConvolutionShape s,
      float[] in,
      float[] weights,
      int weightsFrom,
      float[] biases,
      int biasesFrom,
      float[] out) {
    Convolution.requireLengths(s, in, out, weights, weightsFrom);
    Convolution.requireLength("biases", biases, biasesFrom, s.filters());
    int at = 0;
    for (int f = 0; f < s.filters(); f++)
      for (int y = 0; y < s.outHeight(); y++)
        for (int x = 0; x < s.outWidth(); x++)
          for (int n = 0; n < s.batch(); n++) {
            float sum = biases[biasesFrom + f];
            int w = weightsFrom + f * s.taps();
            for (int c = 0; c < s.channels(); c++)
              for (int ky = 0; ky < s.kernelHeight(); ky++)
                for (int kx = 0; kx < s.kernelWidth(); kx++)
                  sum = Math.fma(weights[w++], value(s, in, c, y, x, ky, kx, n), sum);
            out[at++] = sum;
          }
  }

  @Override
  public void backwardWeights(
      ConvolutionShape s,
      float[] in,
      float[] outGradient,
      float[] weightGradient,
      int weightsFrom) {
    Convolution.requireLengths(s, in, outGradient, weightGradient, weightsFrom);
    int w = weightsFrom;
    for (int f = 0; f < s.filters(); f++)
      for (int c = 0; c < s.channels(); c++)
        for (int ky = 0; ky < s.kernelHeight(); ky++)
          for (int kx = 0; kx < s.kernelWidth(); kx++)
            weightGradient[w++] = weight(s, in, outGradient, f, c, ky, kx);
  }

  private float weight(
      ConvolutionShape s, float[] in, float[] outGradient, int f, int c, int ky, int kx) {
    Arrays.fill(strands, 0f);
    for (int group = 0; group < s.batch(); group += Strands.COUNT)
      for (int y = 0; y < s.outHeight(); y++)
        for (int x = 0; x < s.outWidth(); x++)
          for (int l = 0; l < Strands.COUNT; l++) {
            int n = group + l;
            strands[l] =
                Math.fma(
                    gradient(s, outGradient, f, y, x, n),
                    value(s, in, c, y, x, ky, kx, n),
                    strands[l]);
          }
    return Strands.fold(strands, 0);
  }

  @Override
  public void backwardBiases(
      ConvolutionShape s, float[] outGradient, float[] biasGradient, int biasesFrom) {
    Convolution.requireLength("output", outGradient, s.outputs());
    Convolution.requireLength("biases", biasGradient, biasesFrom, s.filters());
    for (int f = 0; f < s.filters(); f++) {
      Arrays.fill(strands, 0f);
      for (int group = 0; group < s.batch(); group += Strands.COUNT)
        for (int y = 0; y < s.outHeight(); y++)
          for (int x = 0; x < s.outWidth(); x++)
            for (int l = 0; l < Strands.COUNT; l++)
              strands[l] += gradient(s, outGradient, f, y, x, group + l);
      biasGradient[biasesFrom + f] = Strands.fold(strands, 0);
    }
  }

  @Override
  public void backwardData(
      ConvolutionShape s,
      float[] outGradient,
      float[] weights,
      int weightsFrom,
      float[] inGradient) {
    Convolution.requireLengths(s, inGradient, outGradient, weights, weightsFrom);
    int at = 0;
    for (int c = 0; c < s.channels(); c++)
      for (int y = 0; y < s.height(); y++)
        for (int x = 0; x < s.width(); x++)
          for (int n = 0; n < s.batch(); n++)
            inGradient[at++] = datum(s, outGradient, weights, weightsFrom, c, y, x, n);
  }

  private static float datum(
      ConvolutionShape s,
      float[] outGradient,
      float[] weights,
      int weightsFrom,
      int c,
      int y,
      int x,
      int n) {
    float sum = 0f;
    for (int f = 0; f < s.filters(); f++)
      for (int ky = 0; ky < s.kernelHeight(); ky++)
        for (int kx = 0; kx < s.kernelWidth(); kx++) {
          int down = y + s.padY() - ky;
          int along = x + s.padX() - kx;
          if (down % s.strideY() != 0 || along % s.strideX() != 0) continue;
          int w = ((f * s.channels() + c) * s.kernelHeight() + ky) * s.kernelWidth() + kx;
          float gradient = gradient(s, outGradient, f, down / s.strideY(), along / s.strideX(), n);
          sum = Math.fma(weights[weightsFrom + w], gradient, sum);
        }
    return sum;
  }

  /** What the tap (ky, kx) of the output at (y, x) sees, or 0 beside the image or the batch. */
  private static float value(
      ConvolutionShape s, float[] in, int c, int y, int x, int ky, int kx, int n) {
    int row = y * s.strideY() - s.padY() + ky;
    int column = x * s.strideX() - s.padX() + kx;
    return inside(row, s.height()) && inside(column, s.width()) && n < s.batch()
        ? in[((c * s.height() + row) * s.width() + column) * s.batch() + n]
        : 0f;
  }

  /** The gradient of an output, or 0 beside the output or the batch. */
  private static float gradient(
      ConvolutionShape s, float[] outGradient, int f, int y, int x, int n) {
    return inside(y, s.outHeight()) && inside(x, s.outWidth()) && n < s.batch()
        ? outGradient[((f * s.outHeight() + y) * s.outWidth() + x) * s.batch() + n]
        : 0f;
  }

  private static boolean inside(int index, int size) {
    return index >= 0 && index < size;
  }
}
