package io.pouw.task.neural;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a worker carries from one of a slot's units to the next: the residual of its updates, or
 * their momentum. A unit done again begins with what it began with the first time. In memory alone:
 * a worker that was restarted begins without. Thread-safe.
 */
final class Carried {
  private static final float[] NONE = {};

  private record Last(int round, float[] before, float[] after) {}

  private final Map<Integer, Last> slots = new TreeMap<>();

  /** What enters the unit; empty if there was none before. */
  synchronized float[] before(int slot, int round) {
    Last last = slots.get(slot);
    if (last == null) return NONE;
    return last.round() == round ? last.before() : last.after();
  }

  synchronized void keep(int slot, int round, float[] before, float[] after) {
    slots.put(slot, new Last(round, before, after));
  }
}
