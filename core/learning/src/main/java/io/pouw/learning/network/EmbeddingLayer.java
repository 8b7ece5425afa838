package io.pouw.learning.network;

import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.LayerSpec;
import java.util.Arrays;

/**
 * A learned vector for each symbol, plus one for each position where wanted. Parameters: the
 * symbols' vectors, then the positions'. A symbol outside the vocabulary has the vector zero. The
 * gradient of a vector is plain sums in the order of example and position.
 */
record EmbeddingLayer(LayerSpec.Embedding spec) implements Layer {
  private static final double DEVIATION = 0.02;

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
    return new EmbeddingPass(binding);
  }

  @Override
  public String describe(int index) {
    int row = index / spec.units();
    return "%s %d, column %d"
        .formatted(
            row < spec.vocabulary() ? "symbol" : "position",
            row < spec.vocabulary() ? row : row - spec.vocabulary(),
            index % spec.units());
  }

  private final class EmbeddingPass implements Pass {
    private final float[] symbols;
    private final Signal output;
    private final float[] parameters;
    private final float[] gradients;
    private final int from;
    private final int units;
    private final int length;

    EmbeddingPass(Binding binding) {
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

    @Override
    public void forward(boolean training) {
      float[] values = output.values();
      for (int i = 0; i < symbols.length; i++) {
        int symbol = (int) symbols[i];
        if (symbol < 0 || symbol >= spec.vocabulary())
          Arrays.fill(values, i * units, (i + 1) * units, 0f);
        else System.arraycopy(parameters, from + symbol * units, values, i * units, units);
        if (spec.positions()) {
          int position = position(i);
          for (int j = 0; j < units; j++) values[i * units + j] += parameters[position + j];
        }
      }
    }

    private int position(int i) {
      return from + (spec.vocabulary() + i % length) * units;
    }

    @Override
    public void backward() {
      Arrays.fill(gradients, from, from + parameters(), 0f);
      for (int i = 0; i < symbols.length; i++) {
        int symbol = (int) symbols[i];
        if (symbol >= 0 && symbol < spec.vocabulary()) add(i * units, from + symbol * units);
        if (spec.positions()) add(i * units, position(i));
      }
    }

    private void add(int at, int to) {
      for (int j = 0; j < units; j++) gradients[to + j] += output.gradient()[at + j];
    }
  }
}
