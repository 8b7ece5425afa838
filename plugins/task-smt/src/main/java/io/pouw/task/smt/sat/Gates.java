package io.pouw.task.smt.sat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Boolean gates as clauses, after Tseitin (1968): each gate has a variable, equal gates are one.
 * Variable 1 is true. What comes out depends on the order of the calls alone.
 */
final class Gates {
  static final int TRUE = 1;
  static final int FALSE = -1;

  private enum Kind {
    AND,
    XOR,
    CHOICE
  }

  private record Gate(Kind kind, int a, int b, int c) {}

  private final List<int[]> clauses = new ArrayList<>();
  private final Map<Gate, Integer> known = new HashMap<>();
  private int variables = 1;
  private boolean contradiction;

  Gates() {
    clauses.add(new int[] {TRUE});
  }

  static int truth(boolean value) {
    return value ? TRUE : FALSE;
  }

  int fresh() {
    return ++variables;
  }

  /** Demands that a literal is true. */
  void demand(int literal) {
    if (literal == TRUE) return;
    if (literal == FALSE) contradiction = true;
    else clauses.add(new int[] {literal});
  }

  Cnf cnf() {
    var all = new ArrayList<>(clauses);
    if (contradiction) all.add(new int[] {FALSE});
    return new Cnf(variables, all);
  }

  int and(int a, int b) {
    if (a == FALSE || b == FALSE || a == -b) return FALSE;
    if (a == TRUE || a == b) return b;
    if (b == TRUE) return a;
    var gate = new Gate(Kind.AND, Math.min(a, b), Math.max(a, b), 0);
    Integer found = known.get(gate);
    if (found != null) return found;
    int out = fresh();
    known.put(gate, out);
    clauses.add(new int[] {-out, a});
    clauses.add(new int[] {-out, b});
    clauses.add(new int[] {out, -a, -b});
    return out;
  }

  int or(int a, int b) {
    return -and(-a, -b);
  }

  int xor(int a, int b) {
    if (a == TRUE) return -b;
    if (a == FALSE) return b;
    if (b == TRUE) return -a;
    if (b == FALSE) return a;
    if (a == b) return FALSE;
    if (a == -b) return TRUE;
    boolean flip = (a < 0) != (b < 0);
    int x = Math.min(Math.abs(a), Math.abs(b));
    int y = Math.max(Math.abs(a), Math.abs(b));
    var gate = new Gate(Kind.XOR, x, y, 0);
    Integer found = known.get(gate);
    if (found == null) {
      int out = fresh();
      known.put(gate, out);
      clauses.add(new int[] {-out, x, y});
      clauses.add(new int[] {-out, -x, -y});
      clauses.add(new int[] {out, -x, y});
      clauses.add(new int[] {out, x, -y});
      found = out;
    }
    return flip ? -found : found;
  }

  int same(int a, int b) {
    return -xor(a, b);
  }

  /** {@code condition ? a : b}. */
  int choose(int condition, int a, int b) {
    if (condition == TRUE || a == b) return a;
    if (condition == FALSE) return b;
    if (condition < 0) return choose(-condition, b, a);
    if (a == TRUE || a == condition) return or(condition, b);
    if (a == FALSE || a == -condition) return and(-condition, b);
    if (b == TRUE || b == -condition) return or(-condition, a);
    if (b == FALSE || b == condition) return and(condition, a);
    if (a == -b) return same(condition, a);
    if (a < 0 && b < 0) return -choose(condition, -a, -b);
    var gate = new Gate(Kind.CHOICE, condition, a, b);
    Integer found = known.get(gate);
    if (found != null) return found;
    int out = fresh();
    known.put(gate, out);
    clauses.add(new int[] {-condition, -a, out});
    clauses.add(new int[] {-condition, a, -out});
    clauses.add(new int[] {condition, -b, out});
    clauses.add(new int[] {condition, b, -out});
    clauses.add(new int[] {-a, -b, out});
    clauses.add(new int[] {a, b, -out});
    return out;
  }

  /** Conjunction of many, one gate. */
  int all(List<Integer> literals) {
    var distinct = new TreeSet<>(literals);
    distinct.remove(TRUE);
    if (distinct.contains(FALSE) || distinct.stream().anyMatch(each -> distinct.contains(-each)))
      return FALSE;
    if (distinct.isEmpty()) return TRUE;
    if (distinct.size() == 1) return distinct.first();
    if (distinct.size() == 2) return and(distinct.first(), distinct.last());
    int out = fresh();
    int[] whole = new int[distinct.size() + 1];
    int at = 0;
    for (int each : distinct) {
      clauses.add(new int[] {-out, each});
      whole[at++] = -each;
    }
    whole[at] = out;
    clauses.add(whole);
    return out;
  }
}
