package io.pouw.learning.network;

import io.pouw.learning.kernel.Gemm;
import io.pouw.learning.kernel.Matrix;
import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.LayerSpec;
import java.util.Arrays;

/**
 * Each filter is a window of weights that moves over all channels. Parameters: weights, filters x
 * (channels x height x width of the window), filter by filter, then a bias for each filter.
 *
 * <p>Forward, each output is one chain over channel, row and column of the window from the bias on,
 * padding included as zeros. The gradient of a weight is one chain over images, then rows, then
 * columns of the output. The gradient of an input adds up, from zero and in the order of the
 * weights, the terms of the windows that saw it; a term is one chain over the filters.
 */
record ConvolutionLayer(LayerSpec.Conv2d spec) implements Layer {
  @Override
  public int parameters() {
    return (spec.inputs() + 1) * spec.filters();
  }

  @Override
  public void initialise(float[] parameters, int from, RandomStream random) {
    int biases = from + spec.inputs() * spec.filters();
    Weights.he(parameters, from, biases, spec.inputs(), random);
    Arrays.fill(parameters, biases, biases + spec.filters(), 0f);
  }

  @Override
  public Pass bind(Binding binding) {
    return new ConvolutionPass(spec, binding);
  }

  @Override
  public String describe(int index) {
    int weights = spec.inputs() * spec.filters();
    if (index >= weights) return "biases, filter " + (index - weights);
    int size = spec.window().size();
    int place = index % size;
    int width = spec.window().width();
    return "weights, filter %d, channel %d, row %d, column %d"
        .formatted(
            index / spec.inputs(),
            index / size % spec.input().channels(),
            place / width,
            place % width);
  }

  private static final class ConvolutionPass implements Pass {
    private final Signal input;
    private final Signal output;
    private final float[] parameters;
    private final float[] gradients;
    private final int filters;
    private final int plane;
    private final int biases;
    private final Windows windows;
    private final float[] columns;
    private final Gemm gemm;
    private final Matrix weights;
    private final Matrix weightGradient;
    private final Matrix unrolled;
    private final Matrix out;
    private final Matrix outGradient;

    ConvolutionPass(LayerSpec.Conv2d spec, Binding binding) {
      input = binding.input();
      output = Signal.between(input.rows(), spec.output());
      parameters = binding.parameters();
      gradients = binding.gradients();
      filters = spec.filters();
      plane = output.values().length / filters;
      biases = binding.from() + spec.inputs() * filters;
      windows = new Windows(spec, input.rows());
      columns = new float[Math.multiplyExact(spec.inputs(), plane)];
      gemm = binding.kernels().gemm();
      weights = Matrix.rowMajor(parameters, binding.from(), filters, spec.inputs());
      weightGradient = Matrix.rowMajor(gradients, binding.from(), filters, spec.inputs());
      unrolled = Matrix.rowMajor(columns, 0, spec.inputs(), plane);
      out = Matrix.rowMajor(output.values(), 0, filters, plane);
      outGradient = Matrix.rowMajor(output.gradient(), 0, filters, plane);
    }

    @Override
    public Signal output() {
      return output;
    }

    @Override
    public void forward(boolean training) {
      windows.unroll(input.values(), columns);
      for (int f = 0; f < filters; f++)
        Arrays.fill(output.values(), f * plane, (f + 1) * plane, parameters[biases + f]);
      gemm.multiply(weights, unrolled, out, true);
    }

    @Override
    public void backward() {
      gemm.multiply(outGradient, unrolled.transposed(), weightGradient, false);
      for (int f = 0; f < filters; f++) gradients[biases + f] = sum(f * plane);
      if (!input.wantsGradient()) return;
      gemm.multiply(weights.transposed(), outGradient, unrolled, false);
      windows.addBack(columns, input.gradient());
    }

    private float sum(int from) {
      float sum = 0f;
      for (int i = 0; i < plane; i++) sum += output.gradient()[from + i];
      return sum;
    }
  }
}
