package io.pouw.learning.network;

import io.pouw.learning.kernel.Elementwise;
import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.kernel.Team;
import io.pouw.learning.spec.Activation;
import java.util.function.IntConsumer;

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
    return new ActivationPass(binding.input(), binding.kernels(), kept);
  }

  private final class ActivationPass implements Pass {
    /** Shorter signals are done before a second thread has woken up. */
    private static final int WORTH_SHARING = 1 << 15;

    /** A share is whole cache lines. */
    private static final int GRAIN = 16;

    private final Signal output;
    private final Kernels kernels;

    /** The input, where the slope is computed from it and not from the output. */
    private final float[] kept;

    private final Team team;
    private final IntConsumer forwardPart = this::forwardPart;
    private final IntConsumer backwardPart = this::backwardPart;

    ActivationPass(Signal output, Kernels kernels, float[] kept) {
      this.output = output;
      this.kernels = kernels;
      this.kept = kept;
      team = output.values().length < WORTH_SHARING ? Team.ALONE : kernels.team();
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
      float[] x = output.values();
      Elementwise own = kernels.member(member).elementwise();
      int from = team.bound(x.length, GRAIN, member);
      int count = team.bound(x.length, GRAIN, member + 1) - from;
      if (kept.length > 0) System.arraycopy(x, from, kept, from, count);
      switch (activation) {
        case LINEAR -> {}
        case RELU -> own.relu(x, from, x, from, count);
        case GELU -> own.gelu(x, from, x, from, count);
        case TANH -> own.tanh(x, from, x, from, count);
        case SIGMOID -> own.sigmoid(x, from, x, from, count);
      }
    }

    @Override
    public void backward(boolean resume) {
      if (output.wantsGradient()) team.run(backwardPart);
    }

    private void backwardPart(int member) {
      float[] y = output.values();
      float[] dy = output.gradient();
      Elementwise own = kernels.member(member).elementwise();
      int from = team.bound(dy.length, GRAIN, member);
      int count = team.bound(dy.length, GRAIN, member + 1) - from;
      switch (activation) {
        case LINEAR -> {}
        case RELU -> own.reluGradient(y, from, dy, from, count);
        case GELU -> own.geluGradient(kept, from, dy, from, count);
        case TANH -> own.tanhGradient(y, from, dy, from, count);
        case SIGMOID -> own.sigmoidGradient(y, from, dy, from, count);
      }
    }
  }
}
