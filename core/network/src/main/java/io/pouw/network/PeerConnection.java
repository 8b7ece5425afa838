package io.pouw.network;

import io.netty.handler.codec.CorruptedFrameException;
import io.pouw.network.discovery.DialTarget;
import io.pouw.network.discovery.Link;
import io.pouw.network.wire.CloseCode;
import io.pouw.network.wire.Frame;
import io.pouw.network.wire.FrameAssembler;
import io.pouw.network.wire.FrameException;
import io.pouw.network.wire.FrameHeader;
import io.pouw.network.wire.FrameKind;
import io.pouw.network.wire.Hello;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to a node whose key TLS has proved. Lives on the network's event loop; only {@link
 * #send}, {@link #info} and the final fields may be used from other threads.
 */
final class PeerConnection implements Link<PeerConnection> {
  /** What a connection tells its owner, on the event loop. */
  interface Events {
    void onFrame(PeerConnection connection, Frame frame);

    /** The peer sent something that is not the protocol; the connection is still open. */
    void onBadFrame(PeerConnection connection, FrameException problem);

    /** The last event. */
    void onClosed(PeerConnection connection, String reason);
  }

  /** How long the other side has to answer a close frame before the socket is closed anyway. */
  private static final long CLOSE_GRACE_MS = 1_000;

  final PublicKey key;
  final Address address;
  final PeerInfo.Direction direction;
  final @Nullable DialTarget target;

  private final Vertx vertx;
  private final WebSocket socket;
  private final Events events;
  private final MessageIds ids;
  private final LinkTraffic traffic;
  private final OutboundQueue queue;
  private final FrameAssembler assembler;
  private final long openedNanos = System.nanoTime();
  private final long openedMs = System.currentTimeMillis();
  private volatile @Nullable Hello hello;
  private volatile @Nullable Duration latency;

  private long heardNanos = openedNanos;
  private @Nullable Hash pingId;
  private long pingNanos;
  private boolean closing;
  private @Nullable String closeReason;

  /**
   * Around an open socket.
   *
   * @param target what was dialled, null if the peer dialled
   */
  PeerConnection(
      Vertx vertx,
      Context context,
      WebSocket socket,
      PublicKey key,
      @Nullable DialTarget target,
      NetworkCore core,
      Events events) {
    this.vertx = vertx;
    this.socket = socket;
    this.key = key;
    this.address = key.address();
    this.target = target;
    this.direction = target == null ? PeerInfo.Direction.INBOUND : PeerInfo.Direction.OUTBOUND;
    this.events = events;
    this.ids = core.ids();
    this.traffic = new LinkTraffic(core.counters());
    this.queue = new OutboundQueue(context, socket, core.config().maxQueueBytes(), traffic);
    this.assembler = new FrameAssembler(core.config().maxFramePayloadBytes());
  }

  @Override
  public void open() {
    if (socket.isClosed()) {
      vertx.runOnContext(_ -> closed());
      return;
    }
    queue.open();
    socket.closeHandler(_ -> closed());
    socket.exceptionHandler(this::failed);
    socket.frameHandler(this::received);
  }

  private void received(WebSocketFrame part) {
    if (closing) return;
    try {
      switch (part.type()) {
        case BINARY, CONTINUATION -> assembled(assembler.accept(part.binaryData(), part.isFinal()));
        case TEXT -> throw new FrameException(CloseCode.BAD_FRAME, "a text frame");
        case CLOSE, PING, PONG -> heardNanos = System.nanoTime();
      }
    } catch (FrameException e) {
      events.onBadFrame(this, e);
    }
  }

  private void assembled(Optional<Frame> complete) {
    heardNanos = System.nanoTime();
    if (complete.isEmpty()) return;
    Frame frame = complete.get();
    FrameHeader header = frame.header();
    traffic.countIn(header.topic(), header.headerBytes() + frame.payload().length);
    events.onFrame(this, frame);
  }

  private void failed(Throwable problem) {
    // A broken TLS record is not the peer's doing: anybody on the way can break one.
    if (problem instanceof CorruptedFrameException && !closing)
      events.onBadFrame(
          this, new FrameException(CloseCode.BAD_FRAME, String.valueOf(problem.getMessage())));
  }

  private void closed() {
    queue.close();
    closing = true;
    String reason = closeReason;
    events.onClosed(this, reason != null ? reason : remoteReason());
  }

  private String remoteReason() {
    Short code = socket.closeStatusCode();
    String text = socket.closeReason();
    if (text != null && !text.isBlank()) return "it said: " + text;
    if (code == null || code == 1006) return "the connection broke";
    return "it said: "
        + CloseCode.of(code).map(CloseCode::meaning).orElse("WebSocket status " + code);
  }

  /** Queues a frame; false if the queue is full or closed. Any thread. */
  boolean send(OutgoingFrame frame) {
    return queue.offer(frame);
  }

  /** Tells the peer why, and closes. Frames that come in from now on are ignored. */
  @Override
  public void close(CloseCode code, String detail) {
    if (closing) return;
    closing = true;
    closeReason = code.reason(detail);
    queue.close();
    var _ = socket.close(code.code(), closeReason);
    // A peer that does not read never takes the close frame.
    var channel = ((WebSocketInternal) socket).channelHandlerContext();
    vertx.setTimer(
        CLOSE_GRACE_MS,
        _ -> {
          var _ = channel.close();
        });
  }

  @Override
  public void retire(PeerConnection successor) {
    queue.moveTo(successor.queue);
    vertx.setTimer(CLOSE_GRACE_MS, _ -> close(CloseCode.DUPLICATE, "the other one is kept"));
  }

  /** Reads nothing for a while. */
  void pause(Duration length) {
    socket.pause();
    vertx.setTimer(Math.max(1, length.toMillis()), _ -> socket.resume());
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public Optional<DialTarget> dialled() {
    return Optional.ofNullable(target);
  }

  @Override
  public void greet(byte[] own) {
    send(OutgoingFrame.control(FrameKind.HELLO, ids.next(), own));
  }

  @Override
  public void tell(byte[] peers) {
    send(OutgoingFrame.control(FrameKind.PEERS, ids.next(), peers));
  }

  @Override
  public void greeted(Hello remote) {
    hello = remote;
  }

  @Override
  public Optional<Hello> hello() {
    return Optional.ofNullable(hello);
  }

  @Override
  public boolean isClosing() {
    return closing;
  }

  @Override
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - openedNanos);
  }

  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - heardNanos);
  }

  void ping(Hash id) {
    pingId = id;
    pingNanos = System.nanoTime();
    send(OutgoingFrame.control(FrameKind.PING, id, new byte[0]));
  }

  void ponged(Hash id) {
    if (!Objects.equals(id, pingId)) return;
    latency = Duration.ofNanos(System.nanoTime() - pingNanos);
    pingId = null;
  }

  @Override
  public PeerEndpoint endpoint() {
    Hello known = hello;
    if (known == null) throw new IllegalStateException("not greeted yet");
    String host = known.host().isEmpty() ? socket.remoteAddress().host() : known.host();
    return new PeerEndpoint(host, known.port());
  }

  /** The peer as it is now; after the greeting only. */
  PeerInfo info() {
    Hello known = hello;
    if (known == null) throw new IllegalStateException("not greeted yet");
    return new PeerInfo(
        address,
        key,
        endpoint(),
        direction,
        openedMs,
        traffic.messagesIn(),
        traffic.messagesOut(),
        traffic.bytesIn(),
        traffic.bytesOut(),
        queue.bytes(),
        Optional.ofNullable(latency),
        known.roles(),
        known.softwareVersion());
  }

  @Override
  public String toString() {
    DialTarget dialled = target;
    return address.abbreviated()
        + (dialled != null ? " at " + dialled.endpoint() : " from " + socket.remoteAddress());
  }
}
