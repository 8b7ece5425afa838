package io.pouw.learning.network;

import io.pouw.learning.kernel.Elementwise;
import io.pouw.learning.kernel.Gemm;
import io.pouw.learning.kernel.Matrix;

/**
 * out = in W + b for a matrix of rows, and back. The bias is where the chain of each output begins;
 * its gradient is plain sums in the order of the rows.
 */
final class AffinePass {
  private final int rows;
  private final int units;
  private final float[] parameters;
  private final float[] gradients;
  private final int biases;
  private final float[] outValues;
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

  /**
   * @param binding whose {@code from} is where W (inputs x units, row by row) and then b lie
   * @param inGradient laid out as {@code in}; empty if it is not wanted
   */
  AffinePass(
      Layer.Binding binding,
      int rows,
      int inputs,
      int units,
      float[] in,
      float[] inGradient,
      float[] out,
      float[] outGradient) {
    this.rows = rows;
    this.units = units;
    parameters = binding.parameters();
    gradients = binding.gradients();
    biases = binding.from() + inputs * units;
    outValues = out;
    outGradients = outGradient;
    gemm = binding.kernels().gemm();
    elementwise = binding.kernels().elementwise();
    this.in = Matrix.rowMajor(in, 0, rows, inputs);
    inTransposed = this.in.transposed();
    this.out = Matrix.rowMajor(out, 0, rows, units);
    weights = Matrix.rowMajor(parameters, binding.from(), inputs, units);
    weightsTransposed = weights.transposed();
    weightGradient = Matrix.rowMajor(gradients, binding.from(), inputs, units);
    this.outGradient = Matrix.rowMajor(outGradient, 0, rows, units);
    wantsGradient = inGradient.length > 0;
    this.inGradient = wantsGradient ? Matrix.rowMajor(inGradient, 0, rows, inputs) : this.in;
  }

  void forward() {
    for (int row = 0; row < rows; row++)
      System.arraycopy(parameters, biases, outValues, row * units, units);
    gemm.multiply(in, weights, out, true);
  }

  void backward(boolean resume) {
    gemm.multiply(inTransposed, outGradient, weightGradient, resume);
    elementwise.sumRows(outGradients, 0, rows, units, gradients, biases, resume);
    if (wantsGradient) gemm.multiply(outGradient, weightsTransposed, inGradient, false);
  }
}
