package io.pouw.learning.network;

import io.pouw.learning.kernel.Elementwise;
import io.pouw.learning.kernel.RowKernels;
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
    private final Elementwise elementwise;
    private final RowKernels rows;
    private final int units;
    private final int length;

    EmbeddingPass(Binding binding) {
      symbols = binding.input().values();
      output = Signal.between(binding.input().rows(), spec.output());
      parameters = binding.parameters();
      gradients = binding.gradients();
      from = binding.from();
      elementwise = binding.kernels().elementwise();
      rows = binding.kernels().rows();
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
      rows.gather(
          parameters, from, spec.vocabulary(), symbols, 0, values, 0, symbols.length, units);
      if (!spec.positions()) return;
      for (int i = 0; i < values.length; i += length * units)
        elementwise.add(parameters, positions(), values, i, length * units);
    }

    private int positions() {
      return from + spec.vocabulary() * units;
    }

    @Override
    public void backward(boolean resume) {
      float[] gradient = output.gradient();
      if (!resume) Arrays.fill(gradients, from, from + parameters(), 0f);
      rows.scatterAdd(
          gradient, 0, symbols, 0, gradients, from, spec.vocabulary(), symbols.length, units);
      if (!spec.positions()) return;
      for (int i = 0; i < gradient.length; i += length * units)
        elementwise.add(gradient, i, gradients, positions(), length * units);
    }
  }
}
