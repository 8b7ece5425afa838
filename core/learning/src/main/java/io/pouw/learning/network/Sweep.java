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

  Sweep(Kernels kernels, int parameters, Rule rule) {
    this.kernels = kernels;
    this.rule = rule;
    team = parameters < WORTH_SHARING ? Team.ALONE : kernels.team();
  }

  void over(float[] w, float[] g) {
    parameters = w;
    gradients = g;
    team.run(part);
  }

  private void part(int member) {
    int from = team.bound(parameters.length, GRAIN, member);
    int count = team.bound(parameters.length, GRAIN, member + 1) - from;
    rule.change(kernels.member(member).elementwise(), parameters, gradients, from, count);
  }
}
