package io.pouw.learning.network;

import io.pouw.learning.kernel.Elementwise;
import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.kernel.Team;
import io.pouw.learning.spec.Activation;
import java.util.function.IntConsumer;

/**
 * A signal's activation by a sweep over its values or its gradient, for what no product does on its
 * way ({@link Signal#takeSlope}). {@link Elementwise} states the operations.
 */
final class ActivationSweep {
  /** Shorter signals are done before a second thread has woken up. */
  private static final int WORTH_SHARING = 1 << 15;

  /** A share is whole cache lines. */
  private static final int GRAIN = 16;

  private final boolean inPlace;
  private final Signal input;
  private final Signal output;
  private final Kernels kernels;
  private final Team team;
  private final IntConsumer forwardPart = this::forwardPart;
  private final IntConsumer backwardPart = this::backwardPart;

  /**
   * @param input the output itself, or what {@link Signal#activated} made it of
   */
  ActivationSweep(Signal input, Signal output, Kernels kernels) {
    inPlace = input == output || input.activation() == Activation.LINEAR;
    this.input = input;
    this.output = output;
    this.kernels = kernels;
    team = output.values().length < WORTH_SHARING ? Team.ALONE : kernels.team();
  }

  void forward() {
    if (!inPlace || output.activation() != Activation.LINEAR) team.run(forwardPart);
  }

  private void forwardPart(int member) {
    float[] x = input.values();
    float[] y = output.values();
    int from = team.bound(x.length, GRAIN, member);
    int count = team.bound(x.length, GRAIN, member + 1) - from;
    if (output.before().length > 0) System.arraycopy(x, from, output.before(), from, count);
    kernels.member(member).elementwise().activate(output.activation(), x, from, y, from, count);
  }

  /** Sets the gradient of the input, unless who made that of the output has done so. */
  void backward() {
    boolean linear = output.activation() == Activation.LINEAR;
    boolean done = inPlace && (linear || output.isSloped());
    if (input.wantsGradient() && !done) team.run(backwardPart);
  }

  private void backwardPart(int member) {
    float[] dx = input.gradient();
    float[] dy = output.gradient();
    int from = team.bound(dy.length, GRAIN, member);
    int count = team.bound(dy.length, GRAIN, member + 1) - from;
    if (!inPlace) System.arraycopy(dy, from, dx, from, count);
    if (!output.isSloped())
      kernels
          .member(member)
          .elementwise()
          .slope(output.activation(), output.slopeFrom(), from, dx, from, count);
  }
}
