package io.pouw.task.neural;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the updates of a worker's slots have left out so far, for the encodings that keep a
 * residual. A unit done again begins with what it began with the first time. In memory alone: a
 * worker that was restarted begins without. Thread-safe.
 */
final class Residuals {
  private static final float[] NONE = {};

  private record Last(int round, float[] before, float[] after) {}

  private final Map<Integer, Last> slots = new TreeMap<>();

  /** What enters the update of a unit; empty if there was none before. */
  synchronized float[] before(int slot, int round) {
    Last last = slots.get(slot);
    if (last == null) return NONE;
    return last.round() == round ? last.before() : last.after();
  }

  synchronized void keep(int slot, int round, float[] before, float[] after) {
    slots.put(slot, new Last(round, before, after));
  }
}
