package io.pouw.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The clock and the event queue: what is scheduled happens in the order of time, and of scheduling
 * where the time is equal. One thread; time stands still while an event runs.
 */
public final class VirtualTime {
  private record Event(long at, long sequence, Runnable action) {}

  private final PriorityQueue<Event> queue =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::sequence));
  private long now;
  private long sequence;
  private long executed;

  /** The time since the beginning. */
  public Duration now() {
    return Duration.ofNanos(now);
  }

  /** Events that have happened. */
  public long executed() {
    return executed;
  }

  public void schedule(Duration delay, Runnable action) {
    if (delay.isNegative()) throw new IllegalArgumentException("a delay of " + delay);
    queue.add(new Event(now + delay.toNanos(), sequence++, action));
  }

  /** Runs the next event; false if there is none. */
  public boolean step() {
    Event next = queue.poll();
    if (next == null) return false;
    now = next.at();
    executed++;
    next.action().run();
    return true;
  }

  /** Runs everything up to a time, and lets that time be now. */
  public void runUntil(Duration time) {
    long end = time.toNanos();
    for (Event next = queue.peek(); next != null && next.at() <= end; next = queue.peek()) step();
    now = Math.max(now, end);
  }
}
