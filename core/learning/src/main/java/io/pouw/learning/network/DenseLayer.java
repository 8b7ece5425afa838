package io.pouw.learning.network;

import io.pouw.learning.kernel.Gemm;
import io.pouw.learning.kernel.Matrix;
import io.pouw.learning.random.RandomStream;
import java.util.Arrays;

/**
 * y = x W + b. Parameters: W, inputs x units, row by row, then b. The bias is where the chain of
 * each output begins.
 */
record DenseLayer(int inputs, int units) implements Layer {
  @Override
  public int parameters() {
    return (inputs + 1) * units;
  }

  /**
   * Weights uniform in [-sqrt(6 / inputs), sqrt(6 / inputs)), biases zero (K. He et al., "Delving
   * deep into rectifiers", 2015, section 2.2).
   */
  @Override
  public void initialise(float[] parameters, int from, RandomStream random) {
    float limit = (float) Math.sqrt(6.0 / inputs);
    int biases = from + inputs * units;
    for (int i = from; i < biases; i++) parameters[i] = (2f * random.nextUnit() - 1f) * limit;
    Arrays.fill(parameters, biases, biases + units, 0f);
  }

  @Override
  public Pass bind(Binding binding) {
    return new DensePass(binding);
  }

  @Override
  public String describe(int index) {
    int weights = inputs * units;
    return index < weights
        ? "weights, row %d, column %d".formatted(index / units, index % units)
        : "biases, column " + (index - weights);
  }

  private final class DensePass implements Pass {
    private final Signal input;
    private final Signal output;
    private final float[] parameters;
    private final float[] gradients;
    private final int biases;
    private final Gemm gemm;
    private final Matrix in;
    private final Matrix inTransposed;
    private final Matrix out;
    private final Matrix weights;
    private final Matrix weightsTransposed;
    private final Matrix weightGradient;
    private final Matrix outGradient;

    /** Never written where the input wants no gradient. */
    private final Matrix inGradient;

    DensePass(Binding binding) {
      input = binding.input();
      int rows = input.rows();
      output = Signal.between(rows, units);
      parameters = binding.parameters();
      gradients = binding.gradients();
      biases = binding.from() + inputs * units;
      gemm = binding.gemm();
      in = Matrix.rowMajor(input.values(), 0, rows, inputs);
      inTransposed = in.transposed();
      out = Matrix.rowMajor(output.values(), 0, rows, units);
      weights = Matrix.rowMajor(parameters, binding.from(), inputs, units);
      weightsTransposed = weights.transposed();
      weightGradient = Matrix.rowMajor(gradients, binding.from(), inputs, units);
      outGradient = Matrix.rowMajor(output.gradient(), 0, rows, units);
      inGradient = input.wantsGradient() ? Matrix.rowMajor(input.gradient(), 0, rows, inputs) : in;
    }

    @Override
    public Signal output() {
      return output;
    }

    @Override
    public void forward() {
      for (int row = 0; row < output.rows(); row++)
        System.arraycopy(parameters, biases, output.values(), row * units, units);
      gemm.multiply(in, weights, out, true);
    }

    @Override
    public void backward() {
      gemm.multiply(inTransposed, outGradient, weightGradient, false);
      sumRows(output.gradient());
      if (input.wantsGradient()) gemm.multiply(outGradient, weightsTransposed, inGradient, false);
    }

    /** The gradient of the biases: plain sums in the order of the batch. */
    private void sumRows(float[] gradient) {
      Arrays.fill(gradients, biases, biases + units, 0f);
      for (int row = 0; row < output.rows(); row++)
        for (int j = 0; j < units; j++) gradients[biases + j] += gradient[row * units + j];
    }
  }
}
