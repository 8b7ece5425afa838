package io.pouw.task.smt.sat;

import java.util.Arrays;

/**
 * Variables by activity (VSIDS, Moskewicz et al. 2001): a heap, the most active on top, the lower
 * number first among equals.
 */
final class VariableOrder {
  private static final double DECAY = 0.95;
  private static final double TOO_LARGE = 1e100;

  private final double[] activity;
  private final int[] heap;
  private final int[] place;
  private int size;
  private double increment = 1;

  /**
   * @param seed orders the variables at the beginning
   */
  VariableOrder(int variables, long seed) {
    activity = new double[variables + 1];
    heap = new int[variables];
    place = new int[variables + 1];
    Arrays.fill(place, -1);
    for (int each = 1; each <= variables; each++) {
      activity[each] = (mixed(seed + each) >>> 11) * 0x1p-63;
      insert(each);
    }
  }

  /** SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mixed(long value) {
    long z = value * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  boolean isEmpty() {
    return size == 0;
  }

  void bump(int variable) {
    activity[variable] += increment;
    if (activity[variable] > TOO_LARGE) {
      for (int i = 1; i < activity.length; i++) activity[i] *= 1 / TOO_LARGE;
      increment *= 1 / TOO_LARGE;
    }
    if (place[variable] >= 0) up(place[variable]);
  }

  void decay() {
    increment /= DECAY;
  }

  void insert(int variable) {
    if (place[variable] >= 0) return;
    place[variable] = size;
    heap[size] = variable;
    up(size++);
  }

  int takeFirst() {
    int first = heap[0];
    place[first] = -1;
    size--;
    if (size > 0) {
      heap[0] = heap[size];
      place[heap[0]] = 0;
      down(0);
    }
    return first;
  }

  private boolean before(int a, int b) {
    return activity[a] > activity[b] || (activity[a] == activity[b] && a < b);
  }

  private void up(int from) {
    int variable = heap[from];
    int at = from;
    while (at > 0 && before(variable, heap[(at - 1) / 2])) {
      heap[at] = heap[(at - 1) / 2];
      place[heap[at]] = at;
      at = (at - 1) / 2;
    }
    heap[at] = variable;
    place[variable] = at;
  }

  private void down(int from) {
    int variable = heap[from];
    int at = from;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && before(heap[child + 1], heap[child])) child++;
      if (!before(heap[child], variable)) break;
      heap[at] = heap[child];
      place[heap[at]] = at;
      at = child;
    }
    heap[at] = variable;
    place[variable] = at;
  }
}
