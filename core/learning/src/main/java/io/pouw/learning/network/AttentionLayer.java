package io.pouw.learning.network;

import io.pouw.learning.kernel.Gemm;
import io.pouw.learning.kernel.Matrix;
import io.pouw.learning.kernel.Transcendental;
import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.LayerSpec;
import java.util.Arrays;

/**
 * Multi-head causal self-attention (A. Vaswani et al., "Attention is all you need", 2017, section
 * 3.2). Parameters: the weights of queries, keys and values side by side, width x 3 width, their
 * biases, then the output's weights, width x width, and biases.
 *
 * <p>Products are chains as everywhere, over all positions: one that may not be seen has the weight
 * zero. The sums of the softmax run over the positions in order.
 */
record AttentionLayer(LayerSpec.Attention spec) implements Layer {
  private int width() {
    return spec.input().width();
  }

  @Override
  public int parameters() {
    return Math.toIntExact(spec.parameters());
  }

  @Override
  public void initialise(float[] parameters, int from, RandomStream random) {
    int width = width();
    Arrays.fill(parameters, from, from + parameters(), 0f);
    int output = from + 3 * width * (width + 1);
    Weights.leCun(parameters, from, from + 3 * width * width, width, random);
    Weights.leCun(parameters, output, output + width * width, width, random);
  }

  @Override
  public Pass bind(Binding binding) {
    return new AttentionPass(binding);
  }

  @Override
  public String describe(int index) {
    int width = width();
    int output = 3 * width * (width + 1);
    boolean projects = index < output;
    int columns = projects ? 3 * width : width;
    int within = projects ? index : index - output;
    String part = projects ? "query, key and value " : "output ";
    return within < width * columns
        ? part + "weights, row %d, column %d".formatted(within / columns, within % columns)
        : part + "biases, column " + (within - width * columns);
  }

  /** The matrices of one head for one example. */
  private record Head(
      Matrix queries,
      Matrix keys,
      Matrix values,
      Matrix queryGradients,
      Matrix keyGradients,
      Matrix valueGradients,
      Matrix mixed,
      Matrix mixedGradients,
      Matrix weights) {}

  private final class AttentionPass implements Pass {
    private final int length = spec.input().length();
    private final Gemm gemm;
    private final Signal output;
    private final AffinePass projection;
    private final AffinePass combination;
    private final Head[] heads;
    private final Matrix scratch = Matrix.rowMajor(new float[length * length], 0, length, length);
    private final float scale;

    AttentionPass(Binding binding) {
      Signal input = binding.input();
      int width = width();
      int rows = input.vectors();
      gemm = binding.kernels().gemm();
      output = Signal.between(input.rows(), spec.output());
      float[] projected = new float[3 * rows * width];
      float[] projectedGradient = new float[projected.length];
      float[] mixed = new float[rows * width];
      float[] mixedGradient = new float[mixed.length];
      projection =
          new AffinePass(
              binding,
              rows,
              width,
              3 * width,
              input.values(),
              input.gradient(),
              projected,
              projectedGradient);
      combination =
          new AffinePass(
              binding.with(input, binding.from() + 3 * width * (width + 1)),
              rows,
              width,
              width,
              mixed,
              mixedGradient,
              output.values(),
              output.gradient());
      int size = width / spec.heads();
      scale = 1f / (float) Math.sqrt(size);
      heads = new Head[input.rows() * spec.heads()];
      for (int i = 0; i < heads.length; i++) {
        int row = i / spec.heads() * length;
        int column = i % spec.heads() * size;
        int at = row * 3 * width + column;
        heads[i] =
            new Head(
                part(projected, at, size, 3 * width),
                part(projected, at + width, size, 3 * width),
                part(projected, at + 2 * width, size, 3 * width),
                part(projectedGradient, at, size, 3 * width),
                part(projectedGradient, at + width, size, 3 * width),
                part(projectedGradient, at + 2 * width, size, 3 * width),
                part(mixed, row * width + column, size, width),
                part(mixedGradient, row * width + column, size, width),
                Matrix.rowMajor(new float[length * length], 0, length, length));
      }
    }

    private Matrix part(float[] data, int at, int columns, int stride) {
      return new Matrix(data, at, length, columns, stride, 1);
    }

    @Override
    public Signal output() {
      return output;
    }

    @Override
    public void forward(boolean training) {
      projection.forward();
      for (Head head : heads) {
        gemm.multiply(head.queries, head.keys.transposed(), head.weights, false);
        for (int i = 0; i < length; i++) softmax(head.weights.data(), i * length, i + 1);
        gemm.multiply(head.weights, head.values, head.mixed, false);
      }
      combination.forward();
    }

    /** Of the scaled products with the positions seen; the others get the weight zero. */
    private void softmax(float[] row, int at, int seen) {
      float greatest = row[at] * scale;
      for (int j = 0; j < seen; j++) {
        row[at + j] *= scale;
        greatest = Math.max(greatest, row[at + j]);
      }
      float sum = 0f;
      for (int j = 0; j < seen; j++) {
        float e = Transcendental.exp(row[at + j] - greatest);
        row[at + j] = e;
        sum += e;
      }
      for (int j = 0; j < seen; j++) row[at + j] /= sum;
      Arrays.fill(row, at + seen, at + length, 0f);
    }

    @Override
    public void backward() {
      combination.backward();
      for (Head head : heads) {
        gemm.multiply(head.weights.transposed(), head.mixedGradients, head.valueGradients, false);
        gemm.multiply(head.mixedGradients, head.values.transposed(), scratch, false);
        for (int i = 0; i < length; i++) softmaxGradient(head.weights.data(), i * length, i + 1);
        gemm.multiply(scratch, head.keys, head.queryGradients, false);
        gemm.multiply(scratch.transposed(), head.queries, head.keyGradients, false);
      }
      projection.backward();
    }

    /** ds = p * (dp - sum(p * dp)) * scale, in place in the scratch matrix. */
    private void softmaxGradient(float[] weights, int at, int seen) {
      float[] row = scratch.data();
      float along = 0f;
      for (int j = 0; j < seen; j++) along = Math.fma(weights[at + j], row[at + j], along);
      for (int j = 0; j < seen; j++) row[at + j] = weights[at + j] * (row[at + j] - along) * scale;
      Arrays.fill(row, at + seen, at + length, 0f);
    }
  }
}
