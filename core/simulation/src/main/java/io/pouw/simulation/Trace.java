package io.pouw.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** The last things that happened, in words, for those who look at a failed run. */
final class Trace {
  private final VirtualTime time;
  private final int capacity;
  private final Deque<String> lines = new ArrayDeque<>();

  /**
   * @param capacity lines that are kept; 0 to write none
   */
  Trace(VirtualTime time, int capacity) {
    this.time = time;
    this.capacity = capacity;
  }

  void note(Supplier<String> what) {
    if (capacity == 0) return;
    if (lines.size() == capacity) lines.removeFirst();
    lines.addLast("%10.4fs  %s".formatted(time.nanos() / 1e9, what.get()));
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
