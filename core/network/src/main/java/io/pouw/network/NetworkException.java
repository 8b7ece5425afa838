package io.pouw.network;

/**
 * Something that the network could not do. The message is for the operator, without a stack trace.
 */
public final class NetworkException extends RuntimeException {
  public NetworkException(String message) {
    super(message, null, false, false);
  }
}
