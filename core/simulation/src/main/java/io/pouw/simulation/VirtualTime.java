package io.pouw.simulation;

import java.time.Duration;
import java.util.PriorityQueue;

/**
 * The clock and the event queue: what is scheduled happens in the order of time, and of scheduling
 * where the time is equal. One thread; time stands still while an event runs.
 */
public final class VirtualTime {
  private static final class Event implements Comparable<Event> {
    final long at;
    final long sequence;
    final Runnable action;

    Event(long at, long sequence, Runnable action) {
      this.at = at;
      this.sequence = sequence;
      this.action = action;
    }

    @Override
    public int compareTo(Event other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(sequence, other.sequence);
    }
  }

  private final PriorityQueue<Event> queue = new PriorityQueue<>(1024);
  private long now;
  private long sequence;
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
    queue.add(new Event(now + delayNanos, sequence++, action));
  }

  /** Runs the next event; false if there is none. */
  public boolean step() {
    Event next = queue.poll();
    if (next == null) return false;
    now = next.at;
    executed++;
    next.action.run();
    return true;
  }

  /** Runs everything up to a time, and lets that time be now. */
  public void runUntil(Duration time) {
    long end = time.toNanos();
    for (Event next = queue.peek(); next != null && next.at <= end; next = queue.peek()) step();
    now = Math.max(now, end);
  }
}
