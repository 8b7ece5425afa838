package io.pouw.learning;

import io.pouw.learning.random.RandomStream;
import io.pouw.primitives.Hash;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Which training rows stand where: one endless sequence, the rows in a new random order each epoch.
 * A function of the effective seed and the number of rows alone. Thread-safe.
 */
final class SampleOrder {
  private record Epoch(long number, int[] order) {}

  /** Orders that stay in memory; units of a round lie in one epoch or in neighbours. */
  private static final int KEPT = 4;

  private final Hash seed;
  private final int rows;
  private final AtomicReferenceArray<Epoch> kept = new AtomicReferenceArray<>(KEPT);

  SampleOrder(Hash seed, int rows) {
    this.seed = seed;
    this.rows = rows;
  }

  /** Writes the rows that stand at {@code position} and after it. */
  void copy(long position, int[] into) {
    int filled = 0;
    while (filled < into.length) {
      long at = position + filled;
      int from = (int) (at % rows);
      int count = Math.min(rows - from, into.length - filled);
      System.arraycopy(order(at / rows), from, into, filled, count);
      filled += count;
    }
  }

  private int[] order(long epoch) {
    int place = (int) (epoch % KEPT);
    Epoch known = kept.get(place);
    if (known != null && known.number == epoch) return known.order;
    int[] order = RandomStream.of(seed, "shuffle", epoch).nextPermutation(rows);
    kept.set(place, new Epoch(epoch, order));
    return order;
  }
}
