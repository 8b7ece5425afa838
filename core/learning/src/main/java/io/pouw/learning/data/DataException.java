package io.pouw.learning.data;

/** Data that cannot be read, or does not fit the specification; the message says what and where. */
public final class DataException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public DataException(String message) {
    super(message);
  }
}
