package io.pouw.task.smt;

import io.pouw.task.smt.sat.BitBlaster;
import io.pouw.task.smt.script.Obligation;

/** Who decides an obligation: a function of the obligation alone. */
enum Engine {
  /**
   * Bit-blasting and the solver of {@code sat}, for truth values and bit-vectors: the same bytes on
   * every machine, and a certificate for each answer.
   */
  PROPOSITIONAL,
  /** Z3, for everything else. */
  Z3;

  static Engine of(Obligation obligation) {
    return BitBlaster.suits(obligation) ? PROPOSITIONAL : Z3;
  }
}
