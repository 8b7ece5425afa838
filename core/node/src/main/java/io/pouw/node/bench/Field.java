package io.pouw.node.bench;

import java.util.List;

/** Who takes part in a benchmark: a contender for each piece of work that one can do. */
public interface Field {
  /** The product of two n x n matrices into a third that is reused. */
  List<Contender> gemm(int n);

  /** One training step on a batch that stays: forward, loss, backward, plain gradient descent. */
  List<Contender> training(BenchModel model, int batch);
}
