package io.pouw.network;

import io.pouw.network.discovery.Discovery;
import io.pouw.network.discovery.PeerTable;
import io.pouw.network.wire.CloseCode;
import io.pouw.network.wire.Frame;
import io.pouw.network.wire.FrameException;
import io.pouw.network.wire.FrameHeader;
import io.pouw.network.wire.FrameKind;
import io.pouw.primitives.Address;
import io.pouw.security.TrafficClass;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what greeted peers send to where it belongs. On the event loop. */
final class FrameRouter {
  private static final Logger log = LoggerFactory.getLogger(FrameRouter.class);

  /** The longest reason that a refused request is told. */
  private static final int MAX_FAILURE_CHARACTERS = 500;

  private final LocalNode local;
  private final PeerTable<PeerConnection> table;
  private final RequestTable requests;
  private final GossipRelay gossip;
  private final Discovery<PeerConnection> discovery;
  private final MessageHandler handler;
  private final NetworkListener listener;
  private final NetworkCounters counters;

  FrameRouter(NetworkCore core, Discovery<PeerConnection> discovery) {
    this.local = core.local();
    this.table = core.table();
    this.requests = core.requests();
    this.gossip = core.gossip();
    this.discovery = discovery;
    this.handler = core.handler();
    this.listener = core.listener();
    this.counters = core.counters();
  }

  TrafficClass trafficOf(FrameHeader header) {
    return switch (header.kind()) {
      case HELLO, PING, PONG, PEERS -> TrafficClass.CONTROL;
      case MESSAGE, GOSSIP, REQUEST, RESPONSE, FAILURE ->
          local.config().topics().of(header.topic());
    };
  }

  /**
   * Handles one frame.
   *
   * @throws FrameException if its content is not the protocol
   */
  void route(PeerConnection from, Frame frame) {
    FrameHeader header = frame.header();
    Address sender = from.address;
    switch (header.kind()) {
      case HELLO -> throw new FrameException(CloseCode.BAD_FRAME, "a second greeting");
      case PING -> from.send(OutgoingFrame.control(FrameKind.PONG, header.id(), frame.payload()));
      case PONG -> from.ponged(header.id());
      case PEERS -> discovery.told(frame.payload());
      case MESSAGE -> handler.dispatch(message(sender, frame));
      case GOSSIP -> gossip.receive(from, frame);
      case REQUEST -> answer(sender, frame);
      case RESPONSE -> expected(requests.answer(header.id(), sender, frame.payload()));
      case FAILURE ->
          expected(
              requests.fail(
                  header.id(), sender, new String(frame.payload(), StandardCharsets.UTF_8)));
    }
  }

  private void expected(boolean wasWaitedFor) {
    if (!wasWaitedFor) counters.droppedIn.increment();
  }

  private static NetworkMessage message(Address sender, Frame frame) {
    FrameHeader header = frame.header();
    return new NetworkMessage(
        header.topic(),
        frame.payload(),
        header.timestampMs(),
        sender,
        header.id(),
        header.priority());
  }

  private void answer(Address sender, Frame request) {
    FrameHeader header = request.header();
    askListener(sender, header.topic(), request.payload())
        .onComplete(answered -> {
          if (answered.failed())
            refuse(sender, header, String.valueOf(answered.cause().getMessage()));
          else if (answered.result().length > local.config().maxPayloadBytes())
            refuse(sender, header, "the answer is too long: " + answered.result().length);
          else reply(sender, header, FrameKind.RESPONSE, answered.result());
        });
  }

  private Future<byte[]> askListener(Address sender, String topic, byte[] payload) {
    try {
      return listener.onRequest(sender, topic, payload);
    } catch (RuntimeException e) {
      log.error("the handler of request '{}' failed", topic, e);
      return Future.failedFuture(new NetworkException("internal error"));
    }
  }

  private void refuse(Address to, FrameHeader request, String problem) {
    String text = problem.substring(0, Math.min(problem.length(), MAX_FAILURE_CHARACTERS));
    reply(to, request, FrameKind.FAILURE, text.getBytes(StandardCharsets.UTF_8));
  }

  private void reply(Address to, FrameHeader request, FrameKind kind, byte[] payload) {
    TrafficClass traffic = trafficOf(request);
    var header =
        new FrameHeader(
            kind,
            traffic.priority(),
            System.currentTimeMillis(),
            request.id(),
            request.topic(),
            payload.length);
    OutgoingFrame frame = OutgoingFrame.of(new Frame(header, payload), traffic);
    boolean sent = table.find(to).map(peer -> peer.send(frame)).orElse(false);
    if (!sent) counters.droppedOut.increment();
  }
}
