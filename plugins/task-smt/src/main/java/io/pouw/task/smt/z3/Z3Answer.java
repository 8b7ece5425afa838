package io.pouw.task.smt.z3;

/**
 * What Z3 said.
 *
 * @param verdict its answer
 * @param rlimit resource units that it took
 * @param text of {@code SAT} the model, of {@code UNKNOWN} the reason, else empty
 */
public record Z3Answer(Verdict verdict, long rlimit, String text) {
  /** The answer. */
  public enum Verdict {
    SAT,
    UNSAT,
    UNKNOWN
  }
}
