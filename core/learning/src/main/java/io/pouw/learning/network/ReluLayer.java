package io.pouw.learning.network;

/** max(x, 0), in place on the signal of the layer before. The gradient passes where x > 0. */
record ReluLayer() implements Layer {
  @Override
  public Pass bind(Binding binding) {
    return new ReluPass(binding.input());
  }

  private record ReluPass(Signal output) implements Pass {
    @Override
    public void forward(boolean training) {
      float[] values = output.values();
      for (int i = 0; i < values.length; i++) values[i] = Math.max(values[i], 0f);
    }

    @Override
    public void backward() {
      float[] values = output.values();
      float[] gradient = output.gradient();
      for (int i = 0; i < gradient.length; i++) gradient[i] = values[i] > 0f ? gradient[i] : 0f;
    }
  }
}
