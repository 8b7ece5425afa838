package io.pouw.node.api;

import java.util.Optional;

/**
 * Where the API listens and what it allows.
 *
 * @param host interface to listen on; loopback unless an operator opens it
 * @param port 0 for any free one
 * @param token who sends it as a bearer token may submit tasks, which this node pays for, from
 *     other machines too; without one, only this machine may
 * @param maxBodyBytes of a request; a data set sent as parts has to fit
 * @param maxSubscribers event streams open at once
 * @param eventBufferBytes what may wait for one slow subscriber before it is dropped
 */
public record ApiConfig(
    String host,
    int port,
    Optional<String> token,
    int maxBodyBytes,
    int maxSubscribers,
    int eventBufferBytes) {
  public static final int DEFAULT_PORT = 8080;
  public static final int DEFAULT_BODY_BYTES = 64 << 20;
  public static final int DEFAULT_SUBSCRIBERS = 256;
  public static final int DEFAULT_EVENT_BUFFER_BYTES = 1 << 20;

  public ApiConfig {
    if (port < 0 || port > 65_535)
      throw new IllegalArgumentException("the API's port is " + port + ", expected 0 to 65535");
    positive("the API's body limit", maxBodyBytes);
    positive("the API's subscriber limit", maxSubscribers);
    positive("the API's event buffer", eventBufferBytes);
  }

  /** The defaults on this host and port. */
  public static ApiConfig on(String host, int port) {
    return new ApiConfig(
        host,
        port,
        Optional.empty(),
        DEFAULT_BODY_BYTES,
        DEFAULT_SUBSCRIBERS,
        DEFAULT_EVENT_BUFFER_BYTES);
  }

  /** The same with a token. */
  public ApiConfig withToken(Optional<String> other) {
    return new ApiConfig(host, port, other, maxBodyBytes, maxSubscribers, eventBufferBytes);
  }

  private static void positive(String what, int value) {
    if (value < 1)
      throw new IllegalArgumentException(what + " is " + value + ", expected 1 or more");
  }
}
