package io.pouw.benchmarks;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.pouw.learning.spec.Window;

/**
 * What our layers compute, put together from the operators of PyTorch that DJL has. Where PyTorch
 * has a fused operator that DJL lacks (scaled dot-product attention, embedding bag) the quickest
 * combination of others stands in.
 */
final class TorchOperators {
  private TorchOperators() {}

  /**
   * Correlation with zero padding.
   *
   * @param in [N, C, H, W]
   * @param filters [F, C, kh, kw]
   * @return [N, F, H', W']
   */
  static PtNDArray convolution(PtNDArray in, PtNDArray filters, PtNDArray biases, Window window) {
    return JniUtils.convolution(
        in, filters, biases, stride(window), padding(window), new Shape(1, 1), 1);
  }

  static PtNDArray maxPool(PtNDArray in, Window window) {
    return JniUtils.maxPool(in, size(window), stride(window), padding(window), false);
  }

  static PtNDArray averagePool(PtNDArray in, Window window) {
    return JniUtils.avgPool(in, size(window), stride(window), padding(window), false, true);
  }

  private static Shape size(Window window) {
    return new Shape(window.height(), window.width());
  }

  private static Shape stride(Window window) {
    return new Shape(window.strideY(), window.strideX());
  }

  private static Shape padding(Window window) {
    return new Shape(window.padY(), window.padX());
  }

  /** Over the last dimension. */
  static PtNDArray layerNorm(PtNDArray in, PtNDArray scale, PtNDArray shift, float epsilon) {
    return JniUtils.layerNorm(in, new Shape(in.getShape().tail()), scale, shift, epsilon);
  }

  /**
   * Mean of the rows of a table, whose gradient is sparse: only the rows that were looked up. DJL
   * has no embedding bag, so it is composed of a look-up and a product, with what that costs.
   *
   * @param tokens [N, L], any index where there is none
   * @param shares [N, 1, L], one over the number of tokens, 0 where there is none
   * @return [N, D]
   */
  static PtNDArray embeddingBag(PtNDArray tokens, PtNDArray shares, PtNDArray table) {
    PtNDArray rows = JniUtils.embedding(tokens, table, /* sparse= */ true);
    return JniUtils.squeeze(JniUtils.bmm(shares, rows), 1);
  }

  /**
   * Causal self-attention with several heads, between the projections.
   *
   * @param projected [N, T, 3 D]: queries, keys, values
   * @param mask [T, T]: 0 where a position may look, minus infinity where not
   * @param scale [1]: one over the square root of a head's width
   * @return [N, T, D]
   */
  static PtNDArray attention(PtNDArray projected, int heads, PtNDArray mask, PtNDArray scale) {
    long[] shape = projected.getShape().getShape();
    long width = shape[2] / 3;
    NDList parts = JniUtils.split(projected, width, 2);
    PtNDArray queries = JniUtils.mul(heads((PtNDArray) parts.get(0), heads), scale);
    PtNDArray keys = heads((PtNDArray) parts.get(1), heads);
    PtNDArray values = heads((PtNDArray) parts.get(2), heads);
    PtNDArray scores = JniUtils.add(JniUtils.matmul(queries, JniUtils.transpose(keys, 2, 3)), mask);
    PtNDArray weights = JniUtils.softmax(scores, 3, projected.getDataType());
    PtNDArray mixed = JniUtils.transpose(JniUtils.matmul(weights, values), 1, 2);
    return JniUtils.reshape(mixed, new long[] {shape[0], shape[1], width});
  }

  /**
   * x sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3)), which is GELU in its tanh form. PyTorch has it as
   * one operator, DJL only the one with the error function.
   */
  static PtNDArray tanhGelu(PtNDArray in) {
    PtNDManager manager = in.getManager();
    double linearFactor = 2 * Math.sqrt(2 / Math.PI);
    PtNDArray linear = Torch.floats(manager, new float[] {(float) linearFactor}, 1);
    PtNDArray cubic = Torch.floats(manager, new float[] {(float) (linearFactor * 0.044715)}, 1);
    PtNDArray slope = JniUtils.add(JniUtils.mul(JniUtils.square(in), cubic), linear);
    return JniUtils.mul(in, JniUtils.sigmoid(JniUtils.mul(in, slope)));
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
