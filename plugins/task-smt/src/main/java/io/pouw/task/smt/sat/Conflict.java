package io.pouw.task.smt.sat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** What is to be learnt from a conflict, and why it follows. */
final class Conflict {
  /**
   * A learnt clause.
   *
   * @param indices the literal that it makes true first, then one of the level to go back to
   * @param hints clauses from which it follows by unit propagation, in this order
   * @param backLevel the level on which the first literal follows
   * @param levels how many levels its literals are of
   */
  record Lemma(int[] indices, int[] hints, int backLevel, int levels) {}

  private final Assignment state;
  private final ClauseBase base;
  private final VariableOrder order;
  private final boolean[] seen;
  private final List<Integer> touched = new ArrayList<>();
  private final List<Integer> resolved = new ArrayList<>();
  private final TreeSet<Integer> units = new TreeSet<>();
  private final Ints lemma = new Ints(16);
  private int open;

  Conflict(Assignment state, ClauseBase base, VariableOrder order) {
    this.state = state;
    this.base = base;
    this.order = order;
    this.seen = new boolean[state.solution().length];
  }

  /** Learns at the first unique implication point. */
  Lemma analyse(int falsified) {
    lemma.cut(0);
    lemma.add(0);
    open = 0;
    int clause = falsified;
    int at = state.size();
    int pivot;
    while (true) {
      collect(clause);
      do at--;
      while (!seen[state.at(at) >> 1]);
      pivot = state.at(at);
      seen[pivot >> 1] = false;
      if (--open == 0) break;
      resolved.add(pivot >> 1);
      clause = state.reasonOf(pivot >> 1);
    }
    lemma.set(0, pivot ^ 1);
    int[] indices = minimized();
    int[] hints = hints(falsified);
    clear();
    return finished(indices, hints);
  }

  /** Takes the literals of a clause that are not accounted for yet. */
  private void collect(int clause) {
    int size = base.sizeOf(clause);
    base.count(size);
    for (int i = 0; i < size; i++) {
      int index = base.literal(clause, i);
      int variable = index >> 1;
      // the literal that a reason made true is the one that is resolved on
      if (state.value(index) > 0 || seen[variable]) continue;
      if (state.levelOf(variable) == 0) {
        units.add(base.unitNumber(variable));
        continue;
      }
      seen[variable] = true;
      touched.add(variable);
      order.bump(variable);
      if (state.levelOf(variable) == state.level()) open++;
      else lemma.add(index);
    }
  }

  /** Without literals that follow from the others by their reasons. */
  private int[] minimized() {
    var kept = new Ints(lemma.size());
    kept.add(lemma.get(0));
    for (int i = 1; i < lemma.size(); i++) {
      int variable = lemma.get(i) >> 1;
      int reason = state.reasonOf(variable);
      if (reason != Assignment.NO_REASON && isImplied(reason, variable)) drop(reason, variable);
      else kept.add(lemma.get(i));
    }
    return kept.toArray();
  }

  private boolean isImplied(int reason, int variable) {
    int size = base.sizeOf(reason);
    base.count(size);
    for (int i = 0; i < size; i++) {
      int other = base.literal(reason, i) >> 1;
      if (other != variable && !seen[other] && state.levelOf(other) > 0) return false;
    }
    return true;
  }

  private void drop(int reason, int variable) {
    resolved.add(variable);
    for (int i = 0; i < base.sizeOf(reason); i++) {
      int other = base.literal(reason, i) >> 1;
      if (state.levelOf(other) == 0) units.add(base.unitNumber(other));
    }
  }

  /** In the order in which the reasons acted, the conflict last. */
  private int[] hints(int falsified) {
    resolved.sort(Comparator.comparingInt(state::placeOf));
    var hints = new Ints(units.size() + resolved.size() + 1);
    units.forEach(hints::add);
    resolved.forEach(each -> hints.add(base.numberOf(state.reasonOf(each))));
    hints.add(base.numberOf(falsified));
    return hints.toArray();
  }

  private void clear() {
    touched.forEach(each -> seen[each] = false);
    touched.clear();
    resolved.clear();
    units.clear();
  }

  private Lemma finished(int[] indices, int[] hints) {
    var levels = new TreeSet<Integer>();
    int second = 1;
    for (int i = 0; i < indices.length; i++) {
      levels.add(state.levelOf(indices[i] >> 1));
      if (i > 1 && state.levelOf(indices[i] >> 1) > state.levelOf(indices[second] >> 1)) second = i;
    }
    if (indices.length == 1) return new Lemma(indices, hints, 0, 1);
    int moved = indices[1];
    indices[1] = indices[second];
    indices[second] = moved;
    return new Lemma(indices, hints, state.levelOf(indices[1] >> 1), levels.size());
  }
}
