package io.pouw.task.smt.sat;

import io.pouw.task.smt.sat.LratProof.BadProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks proofs of unsatisfiability. Every lemma has to follow from its hints: under the negation
 * of the lemma each hint, in turn, has all literals false but one, which becomes true; the last has
 * all false. Nothing is searched for, so it is quick, and it looks at no more than {@value
 * #MAX_VISITS} literals, whatever the proof.
 */
public final class LratCheck {
  static final long MAX_VISITS = 2_000_000_000L;

  private final List<int[]> clauses;
  private final byte[] value;
  private final Ints assigned = new Ints(64);
  private long visits;

  private LratCheck(Cnf problem) {
    clauses = new ArrayList<>(problem.clauses());
    value = new byte[problem.variables() + 1];
  }

  /** Why this is no proof that the problem has no solution; empty if it is one. */
  public static Optional<String> problem(Cnf problem, byte[] proof) {
    if (proof.length > LratProof.MAX_BYTES)
      return Optional.of(
          "the proof has " + proof.length + " bytes, at most " + LratProof.MAX_BYTES);
    try {
      var check = new LratCheck(problem);
      check.run(new LratProof.Reader(proof));
      return Optional.empty();
    } catch (BadProof e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void run(LratProof.Reader in) {
    while (!in.isAtEnd()) {
      int[] lemma = literals(in);
      deny(lemma);
      follow(in, lemma);
      undo();
      if (lemma.length == 0) {
        if (!in.isAtEnd()) throw new BadProof("goes on after the empty clause");
        return;
      }
      clauses.add(lemma);
    }
    throw new BadProof("does not end with the empty clause");
  }

  private int[] literals(LratProof.Reader in) {
    int[] lemma = new int[in.count()];
    for (int i = 0; i < lemma.length; i++) {
      int code = in.next();
      int variable = code >>> 1;
      if (variable < 1 || variable >= value.length)
        throw new BadProof("speaks of variable " + variable + " in lemma " + number());
      lemma[i] = (code & 1) == 0 ? variable : -variable;
    }
    return lemma;
  }

  /** Of the lemma that is being read. */
  private int number() {
    return clauses.size() + 1;
  }

  private void deny(int[] lemma) {
    for (int literal : lemma) {
      if (truth(literal) > 0) throw new BadProof("has a lemma that is always true, " + number());
      if (truth(literal) == 0) assign(-literal);
    }
  }

  private void follow(LratProof.Reader in, int[] lemma) {
    boolean contradicted = false;
    for (int hints = in.count(); hints > 0; hints--) {
      int distance = in.next();
      int hint = number() - distance;
      if (hint < 1 || distance < 1)
        throw new BadProof("gives hint " + hint + " for lemma " + number());
      if (contradicted)
        throw new BadProof("has hints after the contradiction in lemma " + number());
      contradicted = contradicts(clauses.get(hint - 1), hint);
    }
    if (!contradicted)
      throw new BadProof("does not show lemma %d of %d literals".formatted(number(), lemma.length));
  }

  /** Whether all literals are false; makes the one true that is left. */
  private boolean contradicts(int[] clause, int hint) {
    visits += clause.length + 1;
    if (visits > MAX_VISITS) throw new BadProof("takes too long to check");
    int left = 0;
    for (int literal : clause) {
      if (truth(literal) < 0) continue;
      if (left != 0 && left != literal || truth(literal) > 0)
        throw new BadProof(
            "gives hint %d for lemma %d, which is not unit".formatted(hint, number()));
      left = literal;
    }
    if (left == 0) return true;
    assign(left);
    return false;
  }

  private int truth(int literal) {
    return literal > 0 ? value[literal] : -value[-literal];
  }

  private void assign(int literal) {
    value[Math.abs(literal)] = (byte) (literal > 0 ? 1 : -1);
    assigned.add(literal);
  }

  private void undo() {
    for (int i = 0; i < assigned.size(); i++) value[Math.abs(assigned.get(i))] = 0;
    assigned.cut(0);
  }
}
