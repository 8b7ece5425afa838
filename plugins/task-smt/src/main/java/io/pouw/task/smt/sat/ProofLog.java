package io.pouw.task.smt.sat;

import java.util.Optional;

/** The lemmas of a run with their hints; at its end those are kept that the last one needs. */
final class ProofLog {
  private final int axioms;
  private final Ints pool = new Ints(1024);
  private final Ints starts = new Ints(64);

  /**
   * @param axioms clauses of the problem
   */
  ProofLog(int axioms) {
    this.axioms = axioms;
  }

  /** Numbers held. */
  int size() {
    return pool.size();
  }

  /**
   * A lemma follows by unit propagation from the hints in their order.
   *
   * @return its number
   */
  int add(int[] literals, int[] hints) {
    starts.add(pool.size());
    pool.add(literals.length);
    for (int each : literals) pool.add(each);
    pool.add(hints.length);
    for (int each : hints) pool.add(each);
    return axioms + starts.size();
  }

  /** The proof whose last lemma is the last one added; empty if it is longer than allowed. */
  Optional<byte[]> trimmed() {
    int[] newNumber = new int[starts.size()];
    newNumber[starts.size() - 1] = 1;
    for (int lemma = starts.size() - 1; lemma >= 0; lemma--) {
      if (newNumber[lemma] == 0) continue;
      int hints = hintsAt(lemma);
      for (int i = 1; i <= pool.get(hints); i++) {
        int hint = pool.get(hints + i);
        if (hint > axioms) newNumber[hint - axioms - 1] = 1;
      }
    }
    int next = axioms;
    for (int i = 0; i < newNumber.length; i++) if (newNumber[i] != 0) newNumber[i] = ++next;
    var out = new LratProof.Writer(axioms);
    for (int lemma = 0; lemma < newNumber.length; lemma++)
      if (newNumber[lemma] != 0 && !write(lemma, newNumber, out)) return Optional.empty();
    return Optional.of(out.toBytes());
  }

  private int hintsAt(int lemma) {
    int start = starts.get(lemma);
    return start + 1 + pool.get(start);
  }

  private boolean write(int lemma, int[] newNumber, LratProof.Writer out) {
    int start = starts.get(lemma);
    int[] literals = pool.slice(start + 1, start + 1 + pool.get(start));
    int from = hintsAt(lemma);
    int[] hints = pool.slice(from + 1, from + 1 + pool.get(from));
    for (int i = 0; i < hints.length; i++)
      if (hints[i] > axioms) hints[i] = newNumber[hints[i] - axioms - 1];
    return out.add(literals, hints);
  }
}
