package io.pouw.task.smt.sat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Propositional problems for tests. */
final class Problems {
  private Problems() {}

  /** Clauses of three different variables each. */
  static Cnf random(Random random, int variables, int clauses) {
    List<int[]> all = new ArrayList<>();
    for (int i = 0; i < clauses; i++) {
      int a = 1 + random.nextInt(variables);
      int b = 1 + (a + random.nextInt(variables - 1)) % variables;
      int c = 1 + random.nextInt(variables);
      while (c == a || c == b) c = 1 + random.nextInt(variables);
      all.add(new int[] {signed(random, a), signed(random, b), signed(random, c)});
    }
    return new Cnf(variables, all);
  }

  private static int signed(Random random, int variable) {
    return random.nextBoolean() ? variable : -variable;
  }

  /** Pigeons in one hole less. */
  static Cnf pigeons(int holes) {
    List<int[]> all = new ArrayList<>();
    for (int p = 0; p <= holes; p++) {
      int[] somewhere = new int[holes];
      for (int h = 0; h < holes; h++) somewhere[h] = p * holes + h + 1;
      all.add(somewhere);
    }
    for (int h = 0; h < holes; h++)
      for (int p = 0; p <= holes; p++)
        for (int q = 0; q < p; q++) all.add(new int[] {-(p * holes + h + 1), -(q * holes + h + 1)});
    return new Cnf(holes * (holes + 1), all);
  }

  /** Whether there is a solution, by trying all. */
  static boolean hasSolution(Cnf problem) {
    boolean[] assignment = new boolean[problem.variables() + 1];
    for (int bits = 0; bits < 1 << problem.variables(); bits++) {
      for (int i = 1; i < assignment.length; i++) assignment[i] = (bits >> (i - 1) & 1) != 0;
      if (Cdcl.solves(problem, assignment)) return true;
    }
    return false;
  }
}
