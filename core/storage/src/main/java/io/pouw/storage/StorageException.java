package io.pouw.storage;

/**
 * What is on disk cannot be read or written. The message is for the operator: which folder or file,
 * what is wrong with it, what to do. State on disk is what it was before the failed call.
 */
public final class StorageException extends RuntimeException {
  /** What kind of trouble it is, for callers that act on it. */
  public enum Reason {
    /** Another process, or another node of this process, has the folder open. */
    IN_USE,
    /** The disk is full. */
    FULL,
    /** The folder or file may not be read or written. */
    NOT_PERMITTED,
    /** Bytes on disk are not those that were written. */
    DAMAGED,
    /** The data is of another chain, another kind or another version. */
    FOREIGN,
    /** The password does not open the keystore. */
    WRONG_PASSWORD,
    /** There is no such file or folder. */
    MISSING,
    /** There is one already, and it is not overwritten. */
    EXISTS,
    /** Used after it was closed. */
    CLOSED,
    /** Any other failure of the device or file system. */
    FAILED
  }

  private final Reason reason;

  public StorageException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public StorageException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
