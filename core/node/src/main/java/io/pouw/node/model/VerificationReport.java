package io.pouw.node.model;

import java.util.List;

/** What was checked of a model file, in order. */
public record VerificationReport(List<Check> checks) {
  public VerificationReport {
    checks = List.copyOf(checks);
  }

  /** How a check went. */
  public enum Outcome {
    OK,
    FAILED,
    /** An earlier failure left nothing to check. */
    NOT_CHECKED
  }

  /**
   * One check.
   *
   * @param name such as {@code certificate}
   * @param detail what was found; where it failed: the section, the bytes, what was expected
   */
  public record Check(String name, Outcome outcome, String detail) {}

  /** Whether every check is OK. */
  public boolean ok() {
    return checks.stream().allMatch(check -> check.outcome() == Outcome.OK);
  }

  /** The first check that failed, which is the cause of the others. */
  public java.util.Optional<Check> firstFailure() {
    return checks.stream().filter(check -> check.outcome() == Outcome.FAILED).findFirst();
  }
}
