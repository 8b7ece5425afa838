package io.pouw.task.smt.sat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/** The clauses with their two watched literals each (Moskewicz et al. 2001), and what follows. */
final class ClauseBase {
  private static final int SIZE = 0;
  private static final int NUMBER = 1;
  private static final int LEVELS = 2;
  static final int LITERALS = 3;

  /** Clauses with so few levels are kept for ever. */
  private static final int GLUE = 2;

  private final Assignment state;
  private final ProofLog log;
  private final Ints arena = new Ints(1024);
  private final List<Ints> watches = new ArrayList<>();
  private final List<Integer> learnt = new ArrayList<>();
  private final int[] unitNumber;
  private long effort;

  ClauseBase(Assignment state, ProofLog log) {
    this.state = state;
    this.log = log;
    int indices = state.solution().length * 2;
    for (int i = 0; i < indices; i++) watches.add(new Ints(4));
    unitNumber = new int[indices / 2];
  }

  long effort() {
    return effort;
  }

  /** Numbers held. */
  int size() {
    return arena.size();
  }

  int sizeOf(int clause) {
    return arena.get(clause + SIZE);
  }

  int numberOf(int clause) {
    return arena.get(clause + NUMBER);
  }

  /** Of a variable that is decided for ever: the lemma or axiom that says so. */
  int unitNumber(int variable) {
    return unitNumber[variable];
  }

  int literal(int clause, int position) {
    return arena.get(clause + LITERALS + position);
  }

  void count(int literals) {
    effort += literals;
  }

  /** Adds a clause of the problem, at level 0; whether there is no contradiction yet. */
  boolean addAxiom(int number, int[] literals) {
    int[] indices = Arrays.stream(literals).map(Assignment::index).toArray();
    int open = 0;
    for (int i = 0; i < indices.length; i++) {
      if (state.value(indices[i]) > 0) return true;
      if (state.value(indices[i]) == 0) {
        int other = indices[open];
        indices[open++] = indices[i];
        indices[i] = other;
      }
    }
    int clause = store(number, 0, indices);
    if (open >= 2) watch(clause);
    else if (open == 1) forEver(indices[0], clause);
    else refute(clause);
    return open > 0;
  }

  private int store(int number, int levels, int[] indices) {
    int clause = arena.size();
    arena.add(indices.length);
    arena.add(number);
    arena.add(levels);
    for (int each : indices) arena.add(each);
    return clause;
  }

  private void watch(int clause) {
    for (int i = 0; i < 2; i++) {
      Ints list = watches.get(literal(clause, i));
      list.add(clause);
      list.add(literal(clause, 1 - i));
    }
  }

  /** Adds what was learnt and draws its consequence; the levels above are gone. */
  void addLemma(Conflict.Lemma lemma) {
    int[] literals = Arrays.stream(lemma.indices()).map(Assignment::literal).toArray();
    int number = log.add(literals, lemma.hints());
    if (lemma.indices().length == 1) {
      unitNumber[lemma.indices()[0] >> 1] = number;
      state.assign(lemma.indices()[0], Assignment.NO_REASON);
      return;
    }
    int clause = store(number, lemma.levels(), lemma.indices());
    watch(clause);
    learnt.add(clause);
    state.assign(lemma.indices()[0], clause);
  }

  /** At level 0 a clause has one literal left, which holds for ever. */
  private void forEver(int index, int clause) {
    unitNumber[index >> 1] =
        sizeOf(clause) == 1
            ? numberOf(clause)
            : log.add(new int[] {Assignment.literal(index)}, hints(clause, index));
    state.assign(index, Assignment.NO_REASON);
  }

  /** At level 0 a clause is false: the empty clause follows. */
  void refute(int clause) {
    log.add(new int[0], hints(clause, -1));
  }

  /** Why all literals but one are false, and the clause. */
  private int[] hints(int clause, int except) {
    int size = sizeOf(clause);
    var hints = new Ints(size + 1);
    for (int i = 0; i < size; i++) {
      int index = literal(clause, i);
      if (index != except) hints.add(unitNumber[index >> 1]);
    }
    hints.add(numberOf(clause));
    return hints.toArray();
  }

  /** Draws all consequences; the clause that is false, or -1. */
  int propagate() {
    while (state.hasNext()) {
      int falsified = visit(state.next() ^ 1);
      if (falsified >= 0) {
        state.stop();
        return falsified;
      }
    }
    return -1;
  }

  private int visit(int falseIndex) {
    Ints list = watches.get(falseIndex);
    int kept = 0;
    int found = -1;
    int at = 0;
    effort += list.size() / 2;
    while (at < list.size()) {
      int clause = list.get(at);
      int blocker = list.get(at + 1);
      at += 2;
      if (state.value(blocker) > 0 || !moved(clause, falseIndex)) {
        list.set(kept++, clause);
        list.set(kept++, state.value(blocker) > 0 ? blocker : other(clause, falseIndex));
        if (state.value(blocker) <= 0) {
          int first = other(clause, falseIndex);
          if (state.value(first) < 0) {
            found = clause;
            break;
          }
          if (state.value(first) == 0) imply(first, clause);
        }
      }
    }
    while (at < list.size()) list.set(kept++, list.get(at++));
    list.cut(kept);
    return found;
  }

  private int other(int clause, int watched) {
    int first = literal(clause, 0);
    return first == watched ? literal(clause, 1) : first;
  }

  /** Whether another literal than the false one could be watched, or the clause is true. */
  private boolean moved(int clause, int falseIndex) {
    if (literal(clause, 0) == falseIndex) swap(clause, 0, 1);
    int first = literal(clause, 0);
    if (state.value(first) > 0) return false;
    int size = sizeOf(clause);
    for (int i = 2; i < size; i++) {
      effort++;
      int index = literal(clause, i);
      if (state.value(index) < 0) continue;
      swap(clause, 1, i);
      Ints list = watches.get(index);
      list.add(clause);
      list.add(first);
      return true;
    }
    return false;
  }

  private void swap(int clause, int i, int j) {
    int one = literal(clause, i);
    arena.set(clause + LITERALS + i, literal(clause, j));
    arena.set(clause + LITERALS + j, one);
  }

  private void imply(int index, int clause) {
    if (state.level() == 0) forEver(index, clause);
    else state.assign(index, clause);
  }

  /** Forgets half of the learnt clauses, those over many levels; at level 0 only. */
  void thin() {
    List<Integer> weak = new ArrayList<>();
    for (int clause : learnt) if (arena.get(clause + LEVELS) > GLUE) weak.add(clause);
    weak.sort(
        Comparator.comparingInt((Integer clause) -> -arena.get(clause + LEVELS))
            .thenComparing(Comparator.naturalOrder()));
    var gone = new HashSet<>(weak.subList(0, weak.size() / 2));
    learnt.removeIf(gone::contains);
    for (Ints list : watches) {
      int kept = 0;
      for (int i = 0; i < list.size(); i += 2) {
        if (gone.contains(list.get(i))) continue;
        int clause = list.get(i);
        int blocker = list.get(i + 1);
        list.set(kept++, clause);
        list.set(kept++, blocker);
      }
      list.cut(kept);
    }
  }
}
