package io.pouw.plugin;

/**
 * A rail could not do what it was asked: settings, keystore, or a network that does not answer.
 * Says nothing about whether a transfer was or will be made; only {@link PayoutChannel#status}
 * does.
 */
public final class PayoutException extends RuntimeException {
  public PayoutException(String message) {
    super(message);
  }

  public PayoutException(String message, Throwable cause) {
    super(message, cause);
  }
}
