package io.pouw.network;

import io.pouw.network.tls.NodeCertificate;
import io.pouw.network.wire.FrameHeader;
import io.pouw.network.wire.FrameKind;
import io.pouw.network.wire.Hello;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;

/** Says on a node's port whatever a test makes it say. */
final class RawPeer {
  final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
  final BlockingQueue<Buffer> heard = new LinkedBlockingQueue<>();
  private final WebSocket socket;

  private RawPeer(WebSocket socket) {
    this.socket = socket;
    socket.closeHandler(_ -> closed.add(socket.closeStatusCode() + " " + socket.closeReason()));
    socket.binaryMessageHandler(heard::add);
    // Resuming only now, nothing that the node says at once is missed.
    if (socket.isClosed()) closed.add(socket.closeStatusCode() + " " + socket.closeReason());
  }

  static WebSocketClientOptions options(KeyPair identity) {
    return new Tls(NodeCertificate.of(identity), TestNodes.TIMINGS).client();
  }

  static RawPeer connect(Vertx vertx, int port, WebSocketClientOptions options)
      throws TimeoutException {
    var place =
        new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI(PeerService.PATH);
    var client = vertx.createWebSocketClient(options.setMaxFrameSize(1 << 20));
    return TestNodes.await(client.connect(place).map(RawPeer::new));
  }

  /** A peer that has introduced itself and was accepted. */
  static RawPeer greeted(TestNodes nodes, int port, KeyPair identity) throws Exception {
    RawPeer peer = connect(nodes.vertx, port, options(identity));
    peer.send(FrameKind.HELLO, "", hello(identity, TestNodes.CHAIN).toBytes());
    Recorder.next(peer.heard);
    return peer;
  }

  static Hello hello(KeyPair identity, Hash chain) {
    return new Hello(
        FrameHeader.PROTOCOL_VERSION, chain, identity.address(), 1, "", 1, List.of(), "raw");
  }

  void send(FrameKind kind, String topic, byte[] payload) throws TimeoutException {
    var header =
        new FrameHeader(kind, 1, System.currentTimeMillis(), Hash.ZERO, topic, payload.length);
    send(new Encoder().put(header).fixed(payload).toBytes());
  }

  void send(byte[] message) throws TimeoutException {
    TestNodes.await(sendUnheard(message));
  }

  /** The node may close the socket before all is written. */
  Future<Void> sendUnheard(byte[] message) {
    return socket.writeFrame(WebSocketFrame.binaryFrame(Buffer.buffer(message), true));
  }

  void sendText(String text) throws TimeoutException {
    TestNodes.await(socket.writeTextMessage(text));
  }
}
