package io.pouw.management.worker;

/** A registration or heartbeat that is not taken; the message says what, why and what to do. */
public final class WorkerRefusedException extends RuntimeException {
  public WorkerRefusedException(String message) {
    super(message);
  }
}
