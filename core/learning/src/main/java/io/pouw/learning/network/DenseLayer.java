package io.pouw.learning.network;

import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.LayerSpec;
import java.util.Arrays;

/**
 * y = f(x W + b) for each vector, f the activation. Parameters: W, inputs x units, row by row, then
 * b.
 */
record DenseLayer(LayerSpec.Dense spec) implements Layer {
  @Override
  public int parameters() {
    return (spec.inputs() + 1) * spec.units();
  }

  @Override
  public void initialise(float[] parameters, int from, RandomStream random) {
    int biases = from + spec.inputs() * spec.units();
    Weights.he(parameters, from, biases, spec.inputs(), random);
    Arrays.fill(parameters, biases, biases + spec.units(), 0f);
  }

  @Override
  public Pass bind(Binding binding) {
    Signal input = binding.input();
    Signal output = Signal.between(input.rows(), spec.output(), spec.activation());
    var affine = AffinePass.between(binding, spec.inputs(), spec.units(), output);
    return new DensePass(output, affine, new ActivationSweep(output, output, binding.kernels()));
  }

  @Override
  public String describe(int index) {
    int weights = spec.inputs() * spec.units();
    return index < weights
        ? "weights, row %d, column %d".formatted(index / spec.units(), index % spec.units())
        : "biases, column " + (index - weights);
  }

  private record DensePass(Signal output, AffinePass affine, ActivationSweep slope)
      implements Pass {
    @Override
    public void forward(boolean training) {
      affine.forward();
    }

    @Override
    public void backward(boolean resume) {
      slope.backward();
      affine.backward(resume);
    }
  }
}
