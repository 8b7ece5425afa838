package io.pouw.benchmarks;

import io.pouw.learning.spec.LayerSpec;
import io.pouw.node.bench.BenchModel;
import io.pouw.node.bench.Contender;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A perceptron with one hidden layer, its training step written by hand on ND4J's in-place
 * operations. The update of the weights is folded into the product that makes their gradient
 * ({@code w = w - rate / rows * x' * d}), which spares two passes.
 */
final class Nd4jPerceptron implements Contender {
  private final INDArray input;
  private final INDArray targets;
  private final INDArray hiddenWeights;
  private final INDArray hiddenBiases;
  private final INDArray outWeights;
  private final INDArray outBiases;
  private final INDArray hidden;
  private final INDArray slope;
  private final INDArray hiddenGradient;
  private final INDArray out;
  private final INDArray probabilities;
  private final INDArray hiddenSums;
  private final INDArray outSums;
  private final double rate;

  Nd4jPerceptron(BenchModel.Start start) {
    var first = (LayerSpec.Dense) start.spec().layers().get(0);
    var last = (LayerSpec.Dense) start.spec().layers().get(1);
    int rows = start.spec().batchSize();
    rate = start.spec().optimizer().learningRate() / rows;
    input = Nd4jField.columnMajor(start.features(), rows, first.inputs());
    targets = Nd4jField.zeros(rows, last.units());
    for (int i = 0; i < rows; i++) targets.putScalar(i, start.labels()[i], 1);
    float[] all = start.parameters();
    int from = 0;
    hiddenWeights = matrix(all, from, first.inputs(), first.units());
    from += first.inputs() * first.units();
    hiddenBiases = matrix(all, from, 1, first.units());
    from += first.units();
    outWeights = matrix(all, from, last.inputs(), last.units());
    from += last.inputs() * last.units();
    outBiases = matrix(all, from, 1, last.units());
    hidden = Nd4jField.zeros(rows, first.units());
    slope = Nd4jField.zeros(rows, first.units());
    hiddenGradient = Nd4jField.zeros(rows, first.units());
    out = Nd4jField.zeros(rows, last.units());
    probabilities = Nd4jField.zeros(rows, last.units());
    hiddenSums = Nd4j.zeros(DataType.FLOAT, first.units());
    outSums = Nd4j.zeros(DataType.FLOAT, last.units());
  }

  private static INDArray matrix(float[] all, int from, int rows, int columns) {
    return Nd4jField.columnMajor(
        Arrays.copyOfRange(all, from, from + rows * columns), rows, columns);
  }

  @Override
  public String name() {
    return Nd4jField.NAME;
  }

  @Override
  public void run() {
    Nd4j.gemm(input, hiddenWeights, hidden, false, false, 1.0, 0.0);
    hidden.addiRowVector(hiddenBiases);
    Nd4j.getExecutioner().exec(new RectifiedLinear(hidden, hidden, 0));
    Nd4j.gemm(hidden, outWeights, out, false, false, 1.0, 0.0);
    out.addiRowVector(outBiases);
    Nd4j.getExecutioner().exec(new SoftMax(out, probabilities, 1));
    probabilities.subi(targets);
    Nd4j.gemm(probabilities, outWeights, hiddenGradient, false, true, 1.0, 0.0);
    Nd4j.getExecutioner().exec(new Step(hidden, slope, 0));
    hiddenGradient.muli(slope);
    Nd4j.gemm(hidden, probabilities, outWeights, true, false, -rate, 1.0);
    probabilities.sum(outSums, 0);
    outBiases.subi(outSums.muli(rate));
    Nd4j.gemm(input, hiddenGradient, hiddenWeights, true, false, -rate, 1.0);
    hiddenGradient.sum(hiddenSums, 0);
    hiddenBiases.subi(hiddenSums.muli(rate));
  }

  /** The weights of the first layer as they are now, inputs x units, row by row. */
  float[] hiddenWeights() {
    return hiddenWeights.dup('c').data().asFloat();
  }
}
