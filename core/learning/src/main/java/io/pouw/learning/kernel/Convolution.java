package io.pouw.learning.kernel;

/**
 * Convolution of a batch of images (cross-correlation, as neural networks use the word) and its
 * gradients. Each result has one order of operations, stated at its method; every implementation
 * gives these bits for all shapes (a NaN's payload excepted). For layouts see {@link
 * ConvolutionShape}. An instance owns the tables and buffers of one thread; after the first call
 * for a shape it allocates nothing, as long as it serves no more than {@value #SHAPES} shapes.
 */
public interface Convolution {
  /** Shapes whose tables are kept; the one unused for longest gives way. */
  int SHAPES = 64;

  /**
   * out[f][y][x][n] is one chain of fused multiply-adds {@code sum = fma(weight, value, sum)} that
   * starts from the bias of f and goes over (channel, ky, kx) in increasing order, the zeros of the
   * padding included.
   */
  void forward(
      ConvolutionShape shape,
      float[] in,
      float[] weights,
      int weightsFrom,
      float[] biases,
      int biasesFrom,
      float[] out);

  /**
   * Sets the gradient of the weights. The batch, filled up with examples of zeros to whole groups
   * of 16, is added up in 16 strands: strand l is one chain {@code sum = fma(outGradient, value,
   * sum)} from 0 over the groups g in order and in each over the places (y, x) of the output in
   * order, taking example 16 g + l, the zeros of the padding included. Then the strands fold: for w
   * = 8, 4, 2, 1, {@code s[l] += s[l + w]} for l below w.
   */
  void backwardWeights(
      ConvolutionShape shape,
      float[] in,
      float[] outGradient,
      float[] weightGradient,
      int weightsFrom);

  /**
   * Sets the gradient of the biases: the sum of outGradient[f] by plain additions in the strands of
   * {@link #backwardWeights}.
   */
  void backwardBiases(
      ConvolutionShape shape, float[] outGradient, float[] biasGradient, int biasesFrom);

  /**
   * Sets the gradient of the input. inGradient[c][y][x][n] is one chain {@code sum = fma(weight,
   * outGradient, sum)} from 0 over (f, ky, kx) in increasing order, of those ky and kx for which y
   * + padY - ky is a multiple of strideY and x + padX - kx one of strideX; where their quotients
   * lie outside the output, its gradient counts as 0.
   */
  void backwardData(
      ConvolutionShape shape,
      float[] outGradient,
      float[] weights,
      int weightsFrom,
      float[] inGradient);

  /** The check that every implementation starts with: arrays long enough for the shape. */
  static void requireLengths(
      ConvolutionShape shape, float[] in, float[] out, float[] weights, int weightsFrom) {
    requireLength("input", in, shape.inputs());
    requireLength("output", out, shape.outputs());
    requireLength("weights", weights, weightsFrom, shape.weights());
  }

  static void requireLength(String name, float[] array, int needed) {
    requireLength(name, array, 0, needed);
  }

  static void requireLength(String name, float[] array, int from, int needed) {
    if (from < 0 || array.length - from < needed)
      throw new IllegalArgumentException(
          "%s: %d numbers are needed from %d, the array has %d"
              .formatted(name, needed, from, array.length));
  }
}
