package io.pouw.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Events in the order of their times, those of equal time in the order in which they came: a heap
 * whose nodes have four children, its keys in arrays of their own. Not thread-safe.
 */
final class EventHeap {
  private static final int CHILDREN = 4;
  private static final int FIRST_CAPACITY = 1_024;

  private long[] times = new long[FIRST_CAPACITY];
  private long[] numbers = new long[FIRST_CAPACITY];
  private @Nullable Runnable[] actions = new @Nullable Runnable[FIRST_CAPACITY];
  private int size;
  private long added;

  int size() {
    return size;
  }

  /** The time of the next event; only if there is one. */
  long nextTime() {
    return times[0];
  }

  void add(long time, Runnable action) {
    if (size == times.length) grow();
    long number = added++;
    int at = size++;
    while (at > 0) {
      int above = (at - 1) / CHILDREN;
      // What came later yields to what is there already if the times are equal.
      if (times[above] <= time) break;
      move(above, at);
      at = above;
    }
    put(at, time, number, action);
  }

  private void grow() {
    int capacity = 2 * times.length;
    times = Arrays.copyOf(times, capacity);
    numbers = Arrays.copyOf(numbers, capacity);
    actions = Arrays.copyOf(actions, capacity);
  }

  /**
   * Takes the next event out.
   *
   * @throws IllegalStateException if there is none
   */
  Runnable take() {
    Runnable taken = actions[0];
    if (size == 0 || taken == null) throw new IllegalStateException("no event");
    int last = --size;
    long time = times[last];
    long number = numbers[last];
    Runnable action = actions[last];
    actions[last] = null;
    if (last > 0 && action != null) sink(time, number, action);
    return taken;
  }

  private void sink(long time, long number, Runnable action) {
    int at = 0;
    for (int child = 1; child < size; child = CHILDREN * at + 1) {
      int first = firstOf(child, Math.min(child + CHILDREN, size));
      if (!isBefore(times[first], numbers[first], time, number)) break;
      move(first, at);
      at = first;
    }
    put(at, time, number, action);
  }

  private int firstOf(int from, int end) {
    int first = from;
    for (int i = from + 1; i < end; i++)
      if (isBefore(times[i], numbers[i], times[first], numbers[first])) first = i;
    return first;
  }

  private static boolean isBefore(long time, long number, long otherTime, long otherNumber) {
    return time != otherTime ? time < otherTime : number < otherNumber;
  }

  private void move(int from, int to) {
    times[to] = times[from];
    numbers[to] = numbers[from];
    actions[to] = actions[from];
  }

  private void put(int at, long time, long number, Runnable action) {
    times[at] = time;
    numbers[at] = number;
    actions[at] = action;
  }
}
