package io.pouw.learning.network;

import io.pouw.learning.kernel.Fusion;
import io.pouw.learning.kernel.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * A step of plain gradient descent that layers make while they compute the gradients of their
 * weights, where each sum still is in a register: neither the gradient goes out to memory nor a
 * sweep over all weights comes after. The operation on each weight is that of {@link
 * io.pouw.learning.kernel.Elementwise#sgd}, so no bit depends on who makes it.
 *
 * <p>Layers take their weights at their binding, in the order in which these lie; what nobody takes
 * is left to the optimiser. Only while the descent is {@linkplain #begin begun} do they change.
 */
final class Descent {
  /** Weights that nobody took. */
  record Range(int from, int count) {}

  private final List<Fusion> taken = new ArrayList<>();
  private final List<Range> left = new ArrayList<>();
  private int end;
  private boolean goesOn;

  /**
   * Takes weights that lie together.
   *
   * @param from where they begin among all
   */
  Fusion take(Matrix weights, int from) {
    int count = weights.rows() * weights.columns();
    if (from < end)
      throw new IllegalStateException("weights from %d are taken up to %d".formatted(from, end));
    Fusion fusion = Fusion.descent(weights);
    taken.add(fusion);
    leave(from);
    end = from + count;
    return fusion;
  }

  private void leave(int until) {
    if (until > end) left.add(new Range(end, until - end));
  }

  /** No more weights will be taken of so many. */
  void close(int parameters) {
    leave(parameters);
    end = parameters;
  }

  /** In the order in which they lie. */
  List<Range> left() {
    return left;
  }

  void begin(float rate) {
    for (int i = 0; i < taken.size(); i++) taken.get(i).rate(rate);
    goesOn = true;
  }

  void end() {
    goesOn = false;
  }

  boolean goesOn() {
    return goesOn;
  }
}
