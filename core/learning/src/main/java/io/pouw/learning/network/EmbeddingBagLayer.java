package io.pouw.learning.network;

import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.LayerSpec;
import java.util.Arrays;

/**
 * The mean of the learned vectors of the symbols of an example, zero if it has none: plain sums in
 * the order of the symbols, then divided by their count. Symbols outside the vocabulary do not
 * count. Parameters: the symbols' vectors.
 */
record EmbeddingBagLayer(LayerSpec.EmbeddingBag spec) implements Layer {
  private static final double DEVIATION = 0.1;

  @Override
  public int parameters() {
    return Math.toIntExact(spec.parameters());
  }

  @Override
  public void initialise(float[] parameters, int from, RandomStream random) {
    Weights.deviating(parameters, from, from + parameters(), DEVIATION, random);
  }

  @Override
  public Pass bind(Binding binding) {
    return new BagPass(binding);
  }

  @Override
  public String describe(int index) {
    return "symbol %d, column %d".formatted(index / spec.units(), index % spec.units());
  }

  private final class BagPass implements Pass {
    private final float[] symbols;
    private final Signal output;
    private final float[] parameters;
    private final float[] gradients;
    private final int from;
    private final int units;
    private final int length;

    BagPass(Binding binding) {
      symbols = binding.input().values();
      output = Signal.between(binding.input().rows(), spec.output());
      parameters = binding.parameters();
      gradients = binding.gradients();
      from = binding.from();
      units = spec.units();
      length = spec.input().length();
    }

    @Override
    public Signal output() {
      return output;
    }

    /** Where the vector of a symbol lies; -1 if there is no such symbol. */
    private int place(int i) {
      int symbol = (int) symbols[i];
      return symbol < 0 || symbol >= spec.vocabulary() ? -1 : from + symbol * units;
    }

    @Override
    public void forward(boolean training) {
      float[] values = output.values();
      Arrays.fill(values, 0f);
      for (int row = 0; row < output.rows(); row++) {
        int to = row * units;
        int count = 0;
        for (int i = row * length; i < (row + 1) * length; i++) {
          int place = place(i);
          if (place < 0) continue;
          count++;
          for (int j = 0; j < units; j++) values[to + j] += parameters[place + j];
        }
        if (count > 1) for (int j = 0; j < units; j++) values[to + j] /= count;
      }
    }

    @Override
    public void backward() {
      Arrays.fill(gradients, from, from + parameters(), 0f);
      for (int row = 0; row < output.rows(); row++) {
        int count = 0;
        for (int i = row * length; i < (row + 1) * length; i++) if (place(i) >= 0) count++;
        for (int i = row * length; i < (row + 1) * length; i++) {
          int place = place(i);
          if (place < 0) continue;
          for (int j = 0; j < units; j++)
            gradients[place + j] += output.gradient()[row * units + j] / count;
        }
      }
    }
  }
}
