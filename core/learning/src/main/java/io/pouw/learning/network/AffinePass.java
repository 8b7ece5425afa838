package io.pouw.learning.network;

import io.pouw.learning.kernel.Elementwise;
import io.pouw.learning.kernel.Fusion;
import io.pouw.learning.kernel.Gemm;
import io.pouw.learning.kernel.Matrix;
import io.pouw.learning.spec.Activation;

/**
 * out = f(in W + b) for a matrix of rows, and back. The bias is where the chain of each output
 * begins; its gradient is plain sums in the order of the rows. What goes over single elements is
 * fused with the products: the activation f, the slope of the activation that made the input, and
 * the step of a {@link Descent}.
 */
final class AffinePass {
  /**
   * A matrix of rows as it flows: values forward, their gradient, laid out alike, backward.
   *
   * @param gradient empty if it is not wanted
   */
  record Flow(float[] values, float[] gradient) {
    static Flow of(Signal signal) {
      return new Flow(signal.values(), signal.gradient());
    }
  }

  private final int rows;
  private final int units;
  private final float[] gradients;
  private final int biases;
  private final float[] outGradients;
  private final Gemm gemm;
  private final Elementwise elementwise;
  private final Matrix in;
  private final Matrix inTransposed;
  private final Matrix out;
  private final Matrix weights;
  private final Matrix weightsTransposed;
  private final Matrix weightGradient;
  private final Matrix outGradient;

  /** Never written where the input wants no gradient. */
  private final Matrix inGradient;

  private final boolean wantsGradient;
  private final Fusion activation;
  private final Fusion slope;
  private final Descent descent;
  private final Fusion step;

  /** Rows without activations on either side. */
  AffinePass(Layer.Binding binding, int rows, int inputs, int units, Flow in, Flow out) {
    this(
        binding,
        rows,
        inputs,
        units,
        in,
        out,
        Fusion.NONE,
        Fusion.bias(binding.parameters(), binding.from() + inputs * units));
  }

  /** From one signal to another, with the activations that these have. */
  static AffinePass between(Layer.Binding binding, int inputs, int units, Signal output) {
    int rows = output.vectors();
    Signal input = binding.input();
    return new AffinePass(
        binding,
        rows,
        inputs,
        units,
        Flow.of(input),
        Flow.of(output),
        input.takeSlope(inputs),
        activation(binding, inputs * units, output, rows, units));
  }

  private static Fusion activation(
      Layer.Binding binding, int weights, Signal output, int rows, int units) {
    Fusion bias = Fusion.bias(binding.parameters(), binding.from() + weights);
    Activation function = output.activation();
    if (function == Activation.LINEAR) return bias;
    return output.before().length == 0
        ? bias.then(function)
        : bias.then(function, Matrix.rowMajor(output.before(), 0, rows, units));
  }

  /**
   * @param binding whose {@code from} is where W (inputs x units, row by row) and then b lie
   * @param slope of what made the input
   * @param activation that makes the output, from the bias on
   */
  private AffinePass(
      Layer.Binding binding,
      int rows,
      int inputs,
      int units,
      Flow in,
      Flow out,
      Fusion slope,
      Fusion activation) {
    this.rows = rows;
    this.units = units;
    this.slope = slope;
    this.activation = activation;
    float[] parameters = binding.parameters();
    gradients = binding.gradients();
    biases = binding.from() + inputs * units;
    outGradients = out.gradient();
    gemm = binding.kernels().gemm();
    elementwise = binding.kernels().elementwise();
    this.in = Matrix.rowMajor(in.values(), 0, rows, inputs);
    inTransposed = this.in.transposed();
    this.out = Matrix.rowMajor(out.values(), 0, rows, units);
    weights = Matrix.rowMajor(parameters, binding.from(), inputs, units);
    weightsTransposed = weights.transposed();
    weightGradient = Matrix.rowMajor(gradients, binding.from(), inputs, units);
    outGradient = Matrix.rowMajor(out.gradient(), 0, rows, units);
    wantsGradient = in.gradient().length > 0;
    inGradient = wantsGradient ? Matrix.rowMajor(in.gradient(), 0, rows, inputs) : this.in;
    descent = binding.descent();
    step = descent.take(weights, binding.from());
  }

  void forward() {
    gemm.multiply(in, weights, out, false, activation);
  }

  void backward(boolean resume) {
    elementwise.sumRows(outGradients, 0, rows, units, gradients, biases, resume);
    // Before the weights take a step.
    if (wantsGradient) gemm.multiply(outGradient, weightsTransposed, inGradient, false, slope);
    Fusion end = descent.goesOn() ? step : Fusion.NONE;
    gemm.multiply(inTransposed, outGradient, weightGradient, resume, end);
  }
}
