package io.pouw.management.pool;

/** A wish that a pool's rules do not allow; the message says what, why and what is expected. */
public final class PoolRefusedException extends RuntimeException {
  public PoolRefusedException(String message) {
    super(message);
  }
}
