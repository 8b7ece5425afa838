package io.pouw.simulation;

/**
 * A run in which something happened that never may. The message says what, when, and how to see it
 * again.
 */
public final class InvariantViolation extends RuntimeException {
  public InvariantViolation(String message) {
    super(message);
  }
}
