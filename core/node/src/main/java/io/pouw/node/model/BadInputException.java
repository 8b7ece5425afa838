package io.pouw.node.model;

/**
 * A file that cannot be used as what it was given as. The message is for the user: what is wrong,
 * the value, what was expected.
 */
public final class BadInputException extends IllegalArgumentException {
  public BadInputException(String message) {
    super(message);
  }

  public BadInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
