package io.pouw.task.smt.sat;

import java.util.function.IntConsumer;

/**
 * Which literals are true, in the order in which they became so. A literal's index is {@code 2 v},
 * or {@code 2 v + 1} if it is negative.
 */
final class Assignment {
  static final int NO_REASON = -1;

  private final byte[] value;
  private final int[] level;
  private final int[] reason;
  private final int[] place;
  private final boolean[] phase;
  private final int[] trail;
  private final Ints levels = new Ints(64);
  private int size;
  private int propagated;

  Assignment(int variables) {
    value = new byte[2 * variables + 2];
    level = new int[variables + 1];
    reason = new int[variables + 1];
    place = new int[variables + 1];
    phase = new boolean[variables + 1];
    trail = new int[variables];
  }

  static int index(int literal) {
    return literal > 0 ? 2 * literal : -2 * literal + 1;
  }

  static int literal(int index) {
    return (index & 1) == 0 ? index >> 1 : -(index >> 1);
  }

  /** 1 if true, -1 if false, 0 if open. */
  int value(int index) {
    return value[index];
  }

  boolean isFree(int variable) {
    return value[2 * variable] == 0;
  }

  /** The level of decisions that there are. */
  int level() {
    return levels.size();
  }

  int levelOf(int variable) {
    return level[variable];
  }

  int reasonOf(int variable) {
    return reason[variable];
  }

  /** Where on the trail a variable was assigned. */
  int placeOf(int variable) {
    return place[variable];
  }

  int size() {
    return size;
  }

  int at(int trailIndex) {
    return trail[trailIndex];
  }

  boolean hasNext() {
    return propagated < size;
  }

  /** The next literal whose consequences were not drawn. */
  int next() {
    return trail[propagated++];
  }

  /** Stops drawing consequences: there is a conflict. */
  void stop() {
    propagated = size;
  }

  void assign(int index, int because) {
    int variable = index >> 1;
    value[index] = 1;
    value[index ^ 1] = -1;
    level[variable] = levels.size();
    reason[variable] = because;
    place[variable] = size;
    phase[variable] = (index & 1) == 0;
    trail[size++] = index;
  }

  /** Opens a level with a variable as it was last, at first false. */
  void decide(int variable) {
    levels.add(size);
    assign(phase[variable] ? 2 * variable : 2 * variable + 1, NO_REASON);
  }

  void backTo(int target, IntConsumer freed) {
    if (levels.size() <= target) return;
    int keep = levels.get(target);
    while (size > keep) {
      int index = trail[--size];
      value[index] = 0;
      value[index ^ 1] = 0;
      freed.accept(index >> 1);
    }
    levels.cut(target);
    propagated = size;
  }

  /** By variable; open ones are false. */
  boolean[] solution() {
    boolean[] solution = new boolean[level.length];
    for (int i = 1; i < solution.length; i++) solution[i] = value[2 * i] > 0;
    return solution;
  }
}
