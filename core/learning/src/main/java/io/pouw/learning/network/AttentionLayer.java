package io.pouw.learning.network;

import io.pouw.learning.kernel.Elementwise;
import io.pouw.learning.kernel.Gemm;
import io.pouw.learning.kernel.Matrix;
import io.pouw.learning.kernel.RowKernels;
import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.LayerSpec;
import java.util.Arrays;

/**
 * Multi-head causal self-attention (A. Vaswani et al., "Attention is all you need", 2017, section
 * 3.2). Parameters: the weights of queries, keys and values side by side, width x 3 width, their
 * biases, then the output's weights, width x width, and biases.
 *
 * <p>Products are chains as everywhere, over all positions: one that may not be seen has the weight
 * zero. Softmax as {@link RowKernels} states it.
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
    private final Elementwise elementwise;
    private final RowKernels rows;
    private final Signal output;
    private final AffinePass projection;
    private final AffinePass combination;
    private final Head[] heads;
    private final Matrix scratch = Matrix.rowMajor(new float[length * length], 0, length, length);
    private final float scale;

    AttentionPass(Binding binding) {
      Signal input = binding.input();
      int width = width();
      int vectors = input.vectors();
      gemm = binding.kernels().gemm();
      elementwise = binding.kernels().elementwise();
      rows = binding.kernels().rows();
      output = Signal.between(input.rows(), spec.output());
      float[] projected = new float[3 * vectors * width];
      float[] projectedGradient = new float[projected.length];
      float[] mixed = new float[vectors * width];
      float[] mixedGradient = new float[mixed.length];
      projection =
          new AffinePass(
              binding,
              vectors,
              width,
              3 * width,
              input.values(),
              input.gradient(),
              projected,
              projectedGradient);
      combination =
          new AffinePass(
              binding.with(input, binding.from() + 3 * width * (width + 1)),
              vectors,
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
        float[] weights = head.weights.data();
        elementwise.scale(scale, weights, 0, weights.length);
        rows.softmax(weights, 0, weights, 0, length, length, 1, 1);
        gemm.multiply(head.weights, head.values, head.mixed, false);
      }
      combination.forward();
    }

    @Override
    public void backward() {
      combination.backward();
      for (Head head : heads) {
        gemm.multiply(head.weights.transposed(), head.mixedGradients, head.valueGradients, false);
        gemm.multiply(head.mixedGradients, head.values.transposed(), scratch, false);
        float[] gradient = scratch.data();
        rows.softmaxGradient(head.weights.data(), 0, gradient, 0, length, length, 1, 1);
        elementwise.scale(scale, gradient, 0, gradient.length);
        gemm.multiply(scratch, head.keys, head.queryGradients, false);
        gemm.multiply(scratch.transposed(), head.queries, head.keyGradients, false);
      }
      projection.backward();
    }
  }
}
