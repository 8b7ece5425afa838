package io.pouw.learning.network;

import io.pouw.learning.kernel.RowKernels;
import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.LayerSpec;
import java.util.Arrays;

/**
 * The mean of the learned vectors of the symbols of an example, zero if it has none: plain sums in
 * the order of the symbols, then times one over their count. Symbols outside the vocabulary do not
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
    private final RowKernels rows;
    private final int units;
    private final int length;

    BagPass(Binding binding) {
      symbols = binding.input().values();
      output = Signal.between(binding.input().rows(), spec.output());
      parameters = binding.parameters();
      gradients = binding.gradients();
      from = binding.from();
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
      rows.bag(
          parameters,
          from,
          spec.vocabulary(),
          symbols,
          0,
          length,
          output.values(),
          0,
          output.rows(),
          units,
          true);
    }

    @Override
    public void backward(boolean resume) {
      if (!resume) Arrays.fill(gradients, from, from + parameters(), 0f);
      rows.bagGradient(
          output.gradient(),
          0,
          symbols,
          0,
          length,
          gradients,
          from,
          spec.vocabulary(),
          output.rows(),
          units,
          true);
    }
  }
}
