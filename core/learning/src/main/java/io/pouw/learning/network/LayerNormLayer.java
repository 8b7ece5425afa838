package io.pouw.learning.network;

import io.pouw.learning.kernel.RowKernels;
import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.LayerSpec;
import java.util.Arrays;

/**
 * y = (x - mean) / sqrt(variance + epsilon) * scale + shift over each vector (J. Ba et al., "Layer
 * normalization", 2016). Parameters: scales, then shifts. {@link RowKernels} states the order of
 * operations.
 */
record LayerNormLayer(LayerSpec.LayerNorm spec) implements Layer {
  @Override
  public int parameters() {
    return 2 * spec.width();
  }

  @Override
  public void initialise(float[] parameters, int from, RandomStream random) {
    Arrays.fill(parameters, from, from + spec.width(), 1f);
    Arrays.fill(parameters, from + spec.width(), from + 2 * spec.width(), 0f);
  }

  @Override
  public Pass bind(Binding binding) {
    return new NormPass(binding);
  }

  @Override
  public String describe(int index) {
    return index < spec.width()
        ? "scales, column " + index
        : "shifts, column " + (index - spec.width());
  }

  private final class NormPass implements Pass {
    private final Signal input;
    private final Signal output;
    private final float[] parameters;
    private final float[] gradients;
    private final int from;
    private final RowKernels rows;
    private final float[] mean;
    private final float[] inverse;

    NormPass(Binding binding) {
      input = binding.input();
      output = Signal.between(input.rows(), spec.output());
      parameters = binding.parameters();
      gradients = binding.gradients();
      from = binding.from();
      rows = binding.kernels().rows();
      mean = new float[input.vectors()];
      inverse = new float[input.vectors()];
    }

    @Override
    public Signal output() {
      return output;
    }

    @Override
    public void forward(boolean training) {
      rows.layerNorm(
          input.values(),
          0,
          parameters,
          from,
          output.values(),
          0,
          mean,
          inverse,
          mean.length,
          spec.width(),
          spec.epsilon());
    }

    @Override
    public void backward(boolean resume) {
      rows.layerNormGradient(
          output.gradient(),
          0,
          input.values(),
          0,
          parameters,
          from,
          mean,
          inverse,
          input.gradient(),
          0,
          gradients,
          from,
          mean.length,
          spec.width(),
          resume);
    }
  }
}
