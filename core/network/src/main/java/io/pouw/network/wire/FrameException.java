package io.pouw.network.wire;

/** Bytes from a peer that are not the protocol. The message says what and where. */
public final class FrameException extends RuntimeException {
  private final CloseCode code;

  public FrameException(CloseCode code, String message) {
    super(message);
    this.code = code;
  }

  /** With what the connection is to be closed. */
  public CloseCode code() {
    return code;
  }
}
