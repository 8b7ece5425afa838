package io.pouw.learning.kernel;

/**
 * As many fused multiply-adds as a core can do: independent chains in registers, without a load or
 * a store. Whoever times it has the peak that kernels are measured by. (Twelve chains hide a
 * latency of up to six cycles on two units, and fit in sixteen registers.)
 */
public sealed interface FmaChains permits VectorFma, ScalarFma {
  int CHAINS = 12;

  /** Floating-point operations of one turn, a multiply-add counted as two. */
  int flopsPerTurn();

  /**
   * Sets every chain to {@code chain * factor + summand} so many times.
   *
   * @return a number that depends on all of them; use it, or a compiler may drop the work
   */
  float run(int turns, float factor, float summand);

  /** The chains as wide as a path's kernels. */
  static FmaChains of(KernelPath path) {
    return switch (path) {
      case REFERENCE, SCALAR -> new ScalarFma();
      case VECTOR -> {
        path.requirePresent();
        yield new VectorFma();
      }
    };
  }
}
