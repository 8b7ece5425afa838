package io.pouw.learning.network;

import io.pouw.learning.kernel.Elementwise;
import io.pouw.learning.spec.Activation;

/**
 * A function of each value, in place on the signal of the layer before: {@link Elementwise} states
 * the operations.
 *
 * @param activation not linear, for which there is no layer
 */
record ActivationLayer(Activation activation) implements Layer {
  @Override
  public Pass bind(Binding binding) {
    boolean needsInput = activation == Activation.GELU;
    float[] kept = new float[needsInput ? binding.input().values().length : 0];
    return new ActivationPass(activation, binding.input(), binding.kernels().elementwise(), kept);
  }

  /**
   * @param kept the input, where the slope is computed from it and not from the output
   */
  private record ActivationPass(
      Activation activation, Signal output, Elementwise elementwise, float[] kept) implements Pass {
    @Override
    public void forward(boolean training) {
      float[] x = output.values();
      System.arraycopy(x, 0, kept, 0, kept.length);
      switch (activation) {
        case LINEAR -> {}
        case RELU -> elementwise.relu(x, 0, x, 0, x.length);
        case GELU -> elementwise.gelu(x, 0, x, 0, x.length);
        case TANH -> elementwise.tanh(x, 0, x, 0, x.length);
        case SIGMOID -> elementwise.sigmoid(x, 0, x, 0, x.length);
      }
    }

    @Override
    public void backward() {
      float[] y = output.values();
      float[] dy = output.gradient();
      switch (activation) {
        case LINEAR -> {}
        case RELU -> elementwise.reluGradient(y, 0, dy, 0, dy.length);
        case GELU -> elementwise.geluGradient(kept, 0, dy, 0, dy.length);
        case TANH -> elementwise.tanhGradient(y, 0, dy, 0, dy.length);
        case SIGMOID -> elementwise.sigmoidGradient(y, 0, dy, 0, dy.length);
      }
    }
  }
}
