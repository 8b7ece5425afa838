package io.pouw.node.bench;

/**
 * What one contender did in one case.
 *
 * @param work such as {@code gemm} or {@code lenet-5}
 * @param size order of the matrices, or rows of the batch
 * @param contender who
 * @param rate runs per second
 * @param flopsPerRun in the matrix products, a multiply-add counted as two
 */
public record Measurement(
    String work, int size, int threads, String contender, Spread rate, double flopsPerRun) {
  private static final double GIGA = 1e9;

  boolean isGemm() {
    return work.equals(LearningBench.GEMM);
  }

  /** Billions of operations per second at a rate. */
  double gflops(double runsPerSecond) {
    return runsPerSecond * flopsPerRun / GIGA;
  }
}
