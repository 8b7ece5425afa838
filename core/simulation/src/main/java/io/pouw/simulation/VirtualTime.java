package io.pouw.simulation;

import java.time.Duration;

/**
 * The clock and the event queue: what is scheduled happens in the order of time, and of scheduling
 * where the time is equal. One thread; time stands still while an event runs.
 */
public final class VirtualTime {
  private final EventHeap queue = new EventHeap();
  private long now;
  private long executed;

  /** The time since the beginning. */
  public Duration now() {
    return Duration.ofNanos(now);
  }

  /** The same in nanoseconds. */
  public long nanos() {
    return now;
  }

  /** Events that have happened. */
  public long executed() {
    return executed;
  }

  /** Events that are to happen. */
  public int pending() {
    return queue.size();
  }

  public void schedule(Duration delay, Runnable action) {
    schedule(delay.toNanos(), action);
  }

  /** Lets something happen after so many nanoseconds. */
  public void schedule(long delayNanos, Runnable action) {
    if (delayNanos < 0) throw new IllegalArgumentException("a delay of " + delayNanos + " ns");
    queue.add(now + delayNanos, action);
  }

  /** Runs the next event; false if there is none. */
  public boolean step() {
    if (queue.size() == 0) return false;
    now = queue.nextTime();
    executed++;
    queue.take().run();
    return true;
  }

  /** Runs everything up to a time, and lets that time be now. */
  public void runUntil(Duration time) {
    long end = time.toNanos();
    while (queue.size() > 0 && queue.nextTime() <= end) step();
    now = Math.max(now, end);
  }
}
