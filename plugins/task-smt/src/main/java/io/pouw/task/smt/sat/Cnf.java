package io.pouw.task.smt.sat;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * A conjunction of clauses. A literal is a variable's number, from 1, or its negative; the clauses
 * are numbered from 1 in their order, as LRAT numbers them.
 *
 * @param variables how many
 * @param clauses none empty but perhaps the last; no literal twice, none beside its negation
 */
public record Cnf(int variables, List<int[]> clauses) {
  public Cnf {
    clauses = List.copyOf(clauses);
  }

  /**
   * Reads DIMACS, for problems from elsewhere.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Cnf dimacs(String text) {
    var clauses = new ArrayList<int[]>();
    var clause = new ArrayList<Integer>();
    int variables = 0;
    for (String line : text.lines().toList()) {
      if (line.startsWith("c") || line.startsWith("%")) continue;
      var words = new StringTokenizer(line);
      if (line.startsWith("p")) {
        words.nextToken();
        words.nextToken();
        variables = Integer.parseInt(words.nextToken());
        continue;
      }
      while (words.hasMoreTokens()) {
        int literal = Integer.parseInt(words.nextToken());
        if (Math.abs(literal) > variables)
          throw new IllegalArgumentException(
              "literal " + literal + " of " + variables + " variables");
        if (literal != 0) {
          if (!clause.contains(literal)) clause.add(literal);
        } else {
          clauses.add(clause.stream().mapToInt(Integer::intValue).toArray());
          clause.clear();
        }
      }
    }
    return new Cnf(variables, clauses);
  }

  /** In the form that every SAT solver reads. */
  public String dimacs() {
    var text = new StringBuilder("p cnf " + variables + " " + clauses.size() + "\n");
    for (int[] clause : clauses) {
      for (int literal : clause) text.append(literal).append(' ');
      text.append("0\n");
    }
    return text.toString();
  }
}
