package io.pouw.learning.network;

import io.pouw.learning.kernel.DropMask;
import io.pouw.learning.kernel.Elementwise;
import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.LayerSpec;
import io.pouw.primitives.Hash;

/**
 * Inverted dropout (N. Srivastava et al., "Dropout", JMLR 2014): in training a value becomes zero
 * with probability {@code rate}, else it is multiplied by {@code 1f / (1f - rate)}. Which it is
 * depends on unit, step, layer and place alone ({@link Elementwise#drop}); backward draws the mask
 * again.
 *
 * @param number of the layer, counted over the whole network
 */
record DropoutLayer(LayerSpec.Dropout spec, int number) implements Layer {
  /** Which values are dropped is counted over the whole batch. */
  @Override
  public boolean divides() {
    return false;
  }

  /** Before the first step of a unit; a step advances it first. */
  static DropMask mask(Hash unitSeed, int number, float rate) {
    var random = RandomStream.of(unitSeed, "dropout", number);
    return new DropMask(random.nextInt(), random.nextInt(), 0, number, rate);
  }

  @Override
  public Pass bind(Binding binding) {
    return new DropoutPass(binding);
  }

  private final class DropoutPass implements Pass {
    private final Signal input;
    private final Signal output;
    private final Elementwise elementwise;
    private DropMask mask;

    DropoutPass(Binding binding) {
      input = binding.input();
      output = Signal.like(input, spec.output());
      elementwise = binding.kernels().elementwise();
      mask = mask(Hash.ZERO, number, spec.rate());
    }

    @Override
    public Signal output() {
      return output;
    }

    @Override
    public void begin(Hash unitSeed) {
      mask = mask(unitSeed, number, spec.rate());
    }

    @Override
    public void forward(boolean training) {
      float[] x = input.values();
      if (!training) {
        System.arraycopy(x, 0, output.values(), 0, x.length);
        return;
      }
      mask.advance();
      elementwise.drop(x, 0, output.values(), 0, x.length, mask);
    }

    @Override
    public void backward(boolean resume) {
      float[] gradient = input.gradient();
      elementwise.drop(output.gradient(), 0, gradient, 0, gradient.length, mask);
    }
  }
}
