package io.pouw.ledger;

/** A block that does not follow from the ledger. The message says what is wrong with it. */
public final class InvalidBlockException extends RuntimeException {
  public InvalidBlockException(String message) {
    super(message);
  }
}
