package io.pouw.benchmarks;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * What our layers compute, put together from the operators of PyTorch that DJL has. Where PyTorch
 * has a fused operator that DJL lacks (scaled dot-product attention, embedding bag) the quickest
 * combination of others stands in.
 */
final class TorchOperators {
  private static final double NORM_EPSILON = 1e-5;

  private TorchOperators() {}

  /**
   * Correlation with stride 1 and zero padding.
   *
   * @param in [N, C, H, W]
   * @param filters [F, C, kh, kw]
   * @return [N, F, H', W']
   */
  static PtNDArray convolution(
      PtNDArray in, PtNDArray filters, PtNDArray biases, int stride, int padding) {
    return JniUtils.convolution(
        in,
        filters,
        biases,
        new Shape(stride, stride),
        new Shape(padding, padding),
        new Shape(1, 1),
        1);
  }

  static PtNDArray maxPool(PtNDArray in, int size, int stride) {
    return JniUtils.maxPool(
        in, new Shape(size, size), new Shape(stride, stride), new Shape(0, 0), false);
  }

  static PtNDArray averagePool(PtNDArray in, int size, int stride) {
    return JniUtils.avgPool(
        in, new Shape(size, size), new Shape(stride, stride), new Shape(0, 0), false, true);
  }

  /** Over the last dimension. */
  static PtNDArray layerNorm(PtNDArray in, PtNDArray scale, PtNDArray shift) {
    return JniUtils.layerNorm(in, new Shape(in.getShape().tail()), scale, shift, NORM_EPSILON);
  }

  /**
   * Mean of the rows of a table.
   *
   * @param tokens [N, L], any index where there is none
   * @param shares [N, 1, L], one over the number of tokens, 0 where there is none
   * @return [N, D]
   */
  static PtNDArray embeddingBag(PtNDArray tokens, PtNDArray shares, PtNDArray table) {
    PtNDArray rows = JniUtils.embedding(tokens, table, false);
    return JniUtils.squeeze(JniUtils.bmm(shares, rows), 1);
  }

  /**
   * Causal self-attention with several heads.
   *
   * @param in [N, T, D]
   * @param projection [3 D, D]: queries, keys, values
   * @param out [D, D]
   * @param mask [T, T]: 0 where a position may look, minus infinity where not
   * @param scale [1]: one over the square root of a head's width
   * @return [N, T, D]
   */
  static PtNDArray attention(
      PtNDArray in,
      PtNDArray projection,
      PtNDArray projectionBiases,
      PtNDArray out,
      PtNDArray outBiases,
      int heads,
      PtNDArray mask,
      PtNDArray scale) {
    long width = in.getShape().tail();
    NDList parts = JniUtils.split(JniUtils.linear(in, projection, projectionBiases), width, 2);
    PtNDArray queries = JniUtils.mul(heads((PtNDArray) parts.get(0), heads), scale);
    PtNDArray keys = heads((PtNDArray) parts.get(1), heads);
    PtNDArray values = heads((PtNDArray) parts.get(2), heads);
    PtNDArray scores =
        JniUtils.add(JniUtils.matmul(queries, JniUtils.transpose(keys, 2, 3)), mask);
    PtNDArray weights = JniUtils.softmax(scores, 3, in.getDataType());
    PtNDArray mixed = JniUtils.transpose(JniUtils.matmul(weights, values), 1, 2);
    PtNDArray joined = JniUtils.reshape(mixed, in.getShape().getShape());
    return JniUtils.linear(joined, out, outBiases);
  }

  /** [N, T, D] as [N, heads, T, D / heads]. */
  private static PtNDArray heads(PtNDArray in, int heads) {
    long[] shape = in.getShape().getShape();
    PtNDArray split =
        JniUtils.reshape(in, new long[] {shape[0], shape[1], heads, shape[2] / heads});
    return JniUtils.transpose(split, 1, 2);
  }

  /** The mask of {@link #attention} for so many positions. */
  static PtNDArray causalMask(PtNDManager manager, int positions) {
    float[] mask = new float[positions * positions];
    for (int row = 0; row < positions; row++)
      for (int column = row + 1; column < positions; column++)
        mask[row * positions + column] = Float.NEGATIVE_INFINITY;
    return Torch.floats(manager, mask, positions, positions);
  }
}
