package io.pouw.node.bench;

import io.pouw.learning.kernel.FmaChains;
import io.pouw.learning.kernel.KernelPath;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The most floating-point operations that this machine does per second, measured. */
final class FmaPeak {
  private static final int TURNS = 2_000_000;
  private static final int SAMPLES = 25;
  private static final double NANOS = 1e9;

  private FmaPeak() {}

  /** Operations per second of so many threads together, each at its best of several samples. */
  static double flops(KernelPath path, int threads) throws Exception {
    var start = new CyclicBarrier(threads);
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Double>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) parts.add(pool.submit(() -> oneThread(path, start)));
      double sum = 0;
      for (Future<Double> part : parts) sum += part.get();
      return sum;
    }
  }

  private static double oneThread(KernelPath path, CyclicBarrier start) throws Exception {
    FmaChains chains = FmaChains.of(path);
    double best = 0;
    float used = 0;
    for (int sample = 0; sample < SAMPLES; sample++) {
      start.await();
      long from = System.nanoTime();
      used += chains.run(TURNS, 0.5f, 0.5f);
      double seconds = (System.nanoTime() - from) / NANOS;
      best = Math.max(best, (double) TURNS * chains.flopsPerTurn() / seconds);
    }
    if (Float.isNaN(used)) throw new IllegalStateException("the chains ended as no number");
    return best;
  }
}
