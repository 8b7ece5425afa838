package io.pouw.node.cluster;

import io.pouw.node.cluster.StreamFrames.Frame;
import io.pouw.node.cluster.StreamFrames.Kind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketBase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * One end of a WebSocket that goes through the cluster: what its socket hears goes to the other
 * end's member, one message of the bus at a time, and while that one is not answered the socket is
 * not read beyond {@value #MOST_WAITING_BYTES} bytes. What comes from there is written to the
 * socket; one that does not take it fast enough is closed with {@value #TOO_SLOW}, so that nothing
 * piles up. Used on one context only.
 */
final class StreamEnd {
  /** Of the range for applications, as the API itself says it. */
  static final short TOO_SLOW = 4008;

  /** No status was given (RFC 6455, section 7.4.1). */
  static final int NO_CODE = 1005;

  /** The connection broke. */
  static final int BROKEN = 1006;

  /** The server goes away. */
  static final int GOING_AWAY = 1001;

  private static final int MOST_WAITING_BYTES = 256 << 10;
  private static final int SOCKET_BUFFER_BYTES = 1 << 20;
  private static final long ANSWER_MS = 10_000;

  private final ClusterBus bus;
  private final WebSocketBase socket;
  private final ArrayDeque<Frame> waiting = new ArrayDeque<>();
  private String peer;
  private String stream;
  private long waitingBytes;
  private boolean sending;
  private boolean paused;
  private Runnable onLost = () -> {};

  /**
   * Begins to hear the socket.
   *
   * @param peer member of the other end
   */
  StreamEnd(ClusterBus bus, WebSocketBase socket, String peer, String stream) {
    this.bus = bus;
    this.socket = socket;
    this.peer = peer;
    this.stream = stream;
    socket.setWriteQueueMaxSize(SOCKET_BUFFER_BYTES);
    socket.textMessageHandler(
        text -> push(new Frame(Kind.TEXT, 0, text.getBytes(StandardCharsets.UTF_8))));
    socket.binaryMessageHandler(bytes -> push(new Frame(Kind.BINARY, 0, bytes.getBytes())));
  }

  /** What happens when the other end cannot be told something. */
  void onLost(Runnable then) {
    onLost = then;
  }

  boolean isOpen() {
    return !socket.isClosed();
  }

  /** The other end is with another member now; what the old one was not told is lost. */
  void move(String otherPeer, String otherStream) {
    peer = otherPeer;
    stream = otherStream;
    waiting.clear();
    waitingBytes = 0;
    sending = false;
    readOn();
  }

  /** Tells the other end that it is no longer wanted; it may be gone itself. */
  void leave() {
    var frame = new Frame(Kind.CLOSE, GOING_AWAY, new byte[0]);
    bus.ask(Wire.frames(peer), new StreamFrames(stream, List.of(frame)).toBytes(), ANSWER_MS);
  }

  /** Tells the other end that the socket has been closed. */
  void end() {
    Short code = socket.closeStatusCode();
    String reason = socket.closeReason();
    byte[] why = (reason == null ? "" : reason).getBytes(StandardCharsets.UTF_8);
    push(new Frame(Kind.CLOSE, code == null ? BROKEN : code, why));
  }

  private void push(Frame frame) {
    waiting.add(frame);
    waitingBytes += frame.bytes().length;
    if (waitingBytes > MOST_WAITING_BYTES && !paused) {
      paused = true;
      socket.pause();
    }
    send();
  }

  private void send() {
    if (sending || waiting.isEmpty()) return;
    sending = true;
    var batch = new ArrayList<Frame>();
    long bytes = 0;
    while (!waiting.isEmpty()
        && batch.size() < StreamFrames.MOST_FRAMES
        && bytes < MOST_WAITING_BYTES) {
      Frame next = waiting.remove();
      bytes += next.bytes().length;
      batch.add(next);
    }
    waitingBytes -= bytes;
    String to = stream;
    bus.ask(Wire.frames(peer), new StreamFrames(to, batch).toBytes(), ANSWER_MS)
        .onComplete(answer -> {
          if (!to.equals(stream)) return;
          sending = false;
          if (answer.failed()) {
            waiting.clear();
            waitingBytes = 0;
            onLost.run();
            return;
          }
          readOn();
          send();
        });
  }

  private void readOn() {
    if (!paused || waitingBytes > MOST_WAITING_BYTES) return;
    paused = false;
    socket.resume();
  }

  /** Writes a message to the socket; whether it was taken. */
  boolean write(Frame frame) {
    if (socket.isClosed()) return false;
    if (socket.writeQueueFull()) {
      socket.close(TOO_SLOW, "too slow: the event buffer is full");
      return false;
    }
    switch (frame.kind()) {
      case TEXT -> socket.writeTextMessage(new String(frame.bytes(), StandardCharsets.UTF_8));
      case BINARY -> socket.writeBinaryMessage(Buffer.buffer(frame.bytes()));
      case CLOSE -> close(frame.code(), new String(frame.bytes(), StandardCharsets.UTF_8));
    }
    return true;
  }

  /** Keeps a silent connection from being taken for a dead one. */
  void ping() {
    if (!socket.isClosed() && !socket.writeQueueFull()) socket.writePing(Buffer.buffer("pouw"));
  }

  /** Closes the socket with a code that may be sent, if it is still open. */
  void close(int code, String reason) {
    if (socket.isClosed()) return;
    if (code == NO_CODE || code == BROKEN) socket.close();
    else socket.close((short) code, reason);
  }
}
