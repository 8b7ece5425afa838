package io.pouw.task.smt;

import java.util.Locale;

/** What is known of an obligation. */
public enum Verdict {
  /** Nobody has worked on it. */
  OPEN,
  /** There is a model of all assertions. */
  SAT,
  /** There is none. */
  UNSAT,
  /** The solver gave up within the rlimit, or at it. */
  UNKNOWN;

  boolean isDecided() {
    return this == SAT || this == UNSAT;
  }

  /** As solvers write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
