package io.pouw.task.smt.script;

/** What is wrong with an SMT-LIB text, and where. */
public final class SmtException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * @param line from 1
   * @param column in bytes, from 1
   */
  public SmtException(int line, int column, String what) {
    super("line " + line + ", column " + column + ": " + what);
  }

  /** At the beginning of an expression. */
  public SmtException(SExpr at, String what) {
    this(at.line(), at.column(), what);
  }
}
