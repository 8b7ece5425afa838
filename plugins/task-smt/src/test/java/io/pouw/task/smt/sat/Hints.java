package io.pouw.task.smt.sat;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** Finds the hints that a DRAT proof lacks, by plain unit propagation: slow, for tests. */
final class Hints {
  private Hints() {}

  /** The proof with hints. */
  static byte[] found(Cnf problem, String drat) {
    List<int[]> clauses = new ArrayList<>(problem.clauses());
    var writer = new LratProof.Writer(clauses.size());
    for (String line : drat.lines().toList()) {
      if (line.startsWith("d") || line.isBlank()) continue;
      var literals = new Ints(4);
      for (var words = new StringTokenizer(line); words.hasMoreTokens(); ) {
        int literal = Integer.parseInt(words.nextToken());
        if (literal != 0) literals.add(literal);
      }
      writer.add(literals.toArray(), hints(clauses, literals.toArray(), problem.variables()));
      clauses.add(literals.toArray());
      if (literals.size() == 0) break;
    }
    return writer.toBytes();
  }

  private static int[] hints(List<int[]> clauses, int[] lemma, int variables) {
    byte[] value = new byte[variables + 1];
    for (int each : lemma) value[Math.abs(each)] = (byte) (each > 0 ? -1 : 1);
    var hints = new Ints(8);
    while (true) {
      int before = hints.size();
      for (int i = 0; i < clauses.size(); i++) {
        int open = 0;
        int left = 0;
        boolean holds = false;
        for (int literal : clauses.get(i)) {
          int truth = literal > 0 ? value[literal] : -value[-literal];
          if (truth > 0) holds = true;
          if (truth == 0) {
            open++;
            left = literal;
          }
        }
        if (holds || open > 1) continue;
        hints.add(i + 1);
        if (open == 0) return hints.toArray();
        value[Math.abs(left)] = (byte) (left > 0 ? 1 : -1);
      }
      if (hints.size() == before) throw new AssertionError("a lemma does not follow");
    }
  }
}
