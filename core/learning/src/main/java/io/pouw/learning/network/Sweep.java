package io.pouw.learning.network;

import io.pouw.learning.kernel.Elementwise;
import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.kernel.Team;
import java.util.function.IntConsumer;

/**
 * One way over all parameters, each changed by its own gradient alone, so that the threads of a
 * team can share them out. For one caller at a time; allocates nothing.
 */
final class Sweep {
  /** Fewer parameters are done before a second thread has woken up. */
  private static final int WORTH_SHARING = 1 << 15;

  /** A share is whole cache lines. */
  private static final int GRAIN = 16;

  /** What is done to a range of the parameters. */
  interface Rule {
    void change(Elementwise kernel, float[] parameters, float[] gradients, int from, int count);
  }

  private final Kernels kernels;
  private final Team team;
  private final Rule rule;
  private final IntConsumer part = this::part;
  private float[] parameters = {};
  private float[] gradients = {};
  private int first;
  private int count;

  Sweep(Kernels kernels, int parameters, Rule rule) {
    this.kernels = kernels;
    this.rule = rule;
    team = parameters < WORTH_SHARING ? Team.ALONE : kernels.team();
  }

  void over(float[] w, float[] g) {
    over(w, g, 0, w.length);
  }

  /** Over {@code size} parameters from {@code from} on alone. */
  void over(float[] w, float[] g, int from, int size) {
    parameters = w;
    gradients = g;
    first = from;
    count = size;
    if (size < WORTH_SHARING) rule.change(kernels.member(0).elementwise(), w, g, from, size);
    else team.run(part);
  }

  private void part(int member) {
    int from = team.bound(count, GRAIN, member);
    int size = team.bound(count, GRAIN, member + 1) - from;
    rule.change(kernels.member(member).elementwise(), parameters, gradients, first + from, size);
  }
}
