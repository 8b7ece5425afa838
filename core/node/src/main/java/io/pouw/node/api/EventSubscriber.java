package io.pouw.node.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.Set;

/** One open event stream. Used on the API's event loop only. */
final class EventSubscriber {
  /** Of the range for applications (RFC 6455, section 7.4.2). */
  static final short TOO_SLOW = 4008;

  private final ServerWebSocket socket;
  private final Set<String> types;

  /**
   * Takes an open socket.
   *
   * @param types that it wants; all if empty
   */
  EventSubscriber(ServerWebSocket socket, Set<String> types, int bufferBytes) {
    this.socket = socket;
    this.types = types;
    socket.setWriteQueueMaxSize(bufferBytes);
  }

  /**
   * Sends one event if it is wanted.
   *
   * @return false if the subscriber is too slow or gone, and closed
   */
  boolean offer(String type, String text) {
    if (socket.isClosed()) return false;
    if (!types.isEmpty() && !types.contains(type)) return true;
    if (socket.writeQueueFull()) {
      socket.close(TOO_SLOW, "too slow: the event buffer is full");
      return false;
    }
    socket.writeTextMessage(text);
    return true;
  }

  void ping(Buffer payload) {
    if (!socket.isClosed() && !socket.writeQueueFull()) socket.writePing(payload);
  }

  void close(short code, String reason) {
    if (!socket.isClosed()) socket.close(code, reason);
  }
}
