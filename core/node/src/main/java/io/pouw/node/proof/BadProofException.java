package io.pouw.node.proof;

/** A proof does not prove what it says; the message says which part fails and how. */
public final class BadProofException extends RuntimeException {
  BadProofException(String message) {
    super(message);
  }

  BadProofException(String message, Throwable cause) {
    super(message, cause);
  }
}
