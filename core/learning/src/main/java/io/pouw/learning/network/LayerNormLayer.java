package io.pouw.learning.network;

import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.kernel.RowKernels;
import io.pouw.learning.kernel.Team;
import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.LayerSpec;
import java.util.Arrays;
import java.util.function.IntConsumer;

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
    /** Shorter signals are done before a second thread has woken up. */
    private static final int WORTH_SHARING = 1 << 15;

    /** A share of columns is whole cache lines. */
    private static final int GRAIN = 16;

    private final Signal input;
    private final Signal output;
    private final float[] parameters;
    private final float[] gradients;
    private final int from;
    private final Kernels kernels;
    private final Team team;
    private final float[] mean;
    private final float[] inverse;
    private final IntConsumer forwardPart = this::forwardPart;
    private final IntConsumer scalesPart = this::scalesPart;
    private final IntConsumer backwardPart = this::backwardPart;
    private boolean resume;

    NormPass(Binding binding) {
      input = binding.input();
      output = Signal.between(input.rows(), spec.output());
      parameters = binding.parameters();
      gradients = binding.gradients();
      from = binding.from();
      kernels = binding.kernels();
      team = output.values().length < WORTH_SHARING ? Team.ALONE : kernels.team();
      mean = new float[input.vectors()];
      inverse = new float[input.vectors()];
    }

    @Override
    public Signal output() {
      return output;
    }

    @Override
    public void forward(boolean training) {
      team.run(forwardPart);
    }

    private void forwardPart(int member) {
      int first = team.bound(mean.length, 1, member);
      int end = team.bound(mean.length, 1, member + 1);
      RowKernels rows = kernels.member(member).rows();
      rows.layerNorm(
          input.values(),
          0,
          parameters,
          from,
          output.values(),
          0,
          mean,
          inverse,
          first,
          end,
          spec.width(),
          spec.epsilon());
    }

    @Override
    public void backward(boolean resume) {
      this.resume = resume;
      team.run(scalesPart);
      if (input.wantsGradient()) team.run(backwardPart);
    }

    /** Columns of the gradient of scales and shifts, each over all rows. */
    private void scalesPart(int member) {
      int column = team.bound(spec.width(), GRAIN, member);
      int end = team.bound(spec.width(), GRAIN, member + 1);
      RowKernels rows = kernels.member(member).rows();
      rows.layerNormScaleGradient(
          output.gradient(),
          0,
          input.values(),
          0,
          mean,
          inverse,
          gradients,
          from,
          mean.length,
          spec.width(),
          column,
          end,
          resume);
    }

    /** Rows of the gradient of the input. */
    private void backwardPart(int member) {
      int first = team.bound(mean.length, 1, member);
      int end = team.bound(mean.length, 1, member + 1);
      RowKernels rows = kernels.member(member).rows();
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
          first,
          end,
          spec.width());
    }
  }
}
