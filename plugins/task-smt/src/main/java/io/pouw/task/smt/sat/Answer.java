package io.pouw.task.smt.sat;

/** What the solver found out. */
public sealed interface Answer {
  /** Literals of clauses that were looked at: the effort, the same on every machine. */
  long effort();

  /**
   * There is a solution.
   *
   * @param assignment of each variable, by its number
   */
  record Satisfiable(long effort, boolean[] assignment) implements Answer {}

  /**
   * There is none.
   *
   * @param proof as {@link LratProof} writes it
   */
  record Unsatisfiable(long effort, byte[] proof) implements Answer {}

  /** The limit came first. */
  record Exhausted(long effort) implements Answer {}
}
