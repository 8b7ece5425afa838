package io.pouw.learning.network;

import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.LayerSpec;
import io.pouw.primitives.Hash;

/**
 * Inverted dropout (N. Srivastava et al., "Dropout", JMLR 2014): in training a value becomes zero
 * where its number in [0, 1) is under the rate, else it is multiplied by {@code 1f / (1f - rate)}.
 * The numbers are drawn value by value, step by step, from a stream of the unit and the layer.
 *
 * @param number of the layer, counted over the whole network
 */
record DropoutLayer(LayerSpec.Dropout spec, int number) implements Layer {
  @Override
  public Pass bind(Binding binding) {
    return new DropoutPass(binding.input(), Signal.like(binding.input(), spec.output()));
  }

  private final class DropoutPass implements Pass {
    private final Signal input;
    private final Signal output;
    private final float[] factors;
    private RandomStream random = RandomStream.of(Hash.ZERO, "dropout", number);

    DropoutPass(Signal input, Signal output) {
      this.input = input;
      this.output = output;
      factors = new float[input.values().length];
    }

    @Override
    public Signal output() {
      return output;
    }

    @Override
    public void begin(Hash unitSeed) {
      random = RandomStream.of(unitSeed, "dropout", number);
    }

    @Override
    public void forward(boolean training) {
      float[] values = output.values();
      if (training) {
        float kept = 1f / (1f - spec.rate());
        for (int i = 0; i < values.length; i++)
          factors[i] = random.nextUnit() < spec.rate() ? 0f : kept;
        for (int i = 0; i < values.length; i++) values[i] = input.values()[i] * factors[i];
      } else System.arraycopy(input.values(), 0, values, 0, values.length);
    }

    @Override
    public void backward() {
      float[] gradient = input.gradient();
      for (int i = 0; i < gradient.length; i++) gradient[i] = output.gradient()[i] * factors[i];
    }
  }
}
