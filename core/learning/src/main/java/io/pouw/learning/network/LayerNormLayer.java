package io.pouw.learning.network;

import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.LayerSpec;
import java.util.Arrays;

/**
 * y = (x - mean) / sqrt(variance + epsilon) * scale + shift over each vector (J. Ba et al., "Layer
 * normalization", 2016). Parameters: scales, then shifts. All sums run over the vector in order,
 * from zero.
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
    private final int scales;
    private final int width;
    private final float[] normal;
    private final float[] inverse;

    NormPass(Binding binding) {
      input = binding.input();
      output = Signal.between(input.rows(), spec.output());
      parameters = binding.parameters();
      gradients = binding.gradients();
      scales = binding.from();
      width = spec.width();
      normal = new float[input.values().length];
      inverse = new float[input.vectors()];
    }

    @Override
    public Signal output() {
      return output;
    }

    @Override
    public void forward(boolean training) {
      for (int row = 0; row < inverse.length; row++) forward(row, row * width);
    }

    private void forward(int row, int at) {
      float[] x = input.values();
      float sum = 0f;
      for (int j = 0; j < width; j++) sum += x[at + j];
      float mean = sum / width;
      float squares = 0f;
      for (int j = 0; j < width; j++) {
        float distance = x[at + j] - mean;
        squares = Math.fma(distance, distance, squares);
      }
      float factor = 1f / (float) Math.sqrt(squares / width + spec.epsilon());
      inverse[row] = factor;
      for (int j = 0; j < width; j++) {
        float value = (x[at + j] - mean) * factor;
        normal[at + j] = value;
        output.values()[at + j] =
            Math.fma(value, parameters[scales + j], parameters[scales + width + j]);
      }
    }

    @Override
    public void backward() {
      Arrays.fill(gradients, scales, scales + 2 * width, 0f);
      for (int row = 0; row < inverse.length; row++) {
        addGradients(row * width);
        if (input.wantsGradient()) backward(row, row * width);
      }
    }

    private void addGradients(int at) {
      for (int j = 0; j < width; j++) {
        float gradient = output.gradient()[at + j];
        gradients[scales + j] = Math.fma(gradient, normal[at + j], gradients[scales + j]);
        gradients[scales + width + j] += gradient;
      }
    }

    /** dx = (g - mean(g) - normal * mean(g * normal)) / deviation, where g = dy * scale. */
    private void backward(int row, int at) {
      float sum = 0f;
      float along = 0f;
      for (int j = 0; j < width; j++) {
        float g = output.gradient()[at + j] * parameters[scales + j];
        sum += g;
        along = Math.fma(g, normal[at + j], along);
      }
      float mean = sum / width;
      float meanAlong = along / width;
      for (int j = 0; j < width; j++) {
        float g = output.gradient()[at + j] * parameters[scales + j];
        input.gradient()[at + j] = Math.fma(-normal[at + j], meanAlong, g - mean) * inverse[row];
      }
    }
  }
}
