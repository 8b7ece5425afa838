package io.pouw.learning.kernel;

import java.util.function.IntConsumer;

/**
 * Threads that work on one product together. A thread gets outputs of its own, never part of a sum,
 * so that their number changes no bit.
 */
public interface Team {
  /** The calling thread alone. */
  Team ALONE =
      new Team() {
        @Override
        public int size() {
          return 1;
        }

        @Override
        public void run(IntConsumer part) {
          part.accept(0);
        }
      };

  /** Threads, the caller included. */
  int size();

  /**
   * Where a member's share of a row of things begins, and that of the one before it ends: shares
   * are equal but for the last ones, and multiples of {@code grain}.
   */
  default int bound(int things, int grain, int member) {
    int share = Math.ceilDiv(Math.ceilDiv(things, size()), grain) * grain;
    return (int) Math.min(things, (long) member * share);
  }

  /**
   * Calls {@code part} with 0 to {@code size() - 1}, each once, at the same time where it can;
   * returns when all are done. What they wrote is visible to the caller.
   */
  void run(IntConsumer part);
}
