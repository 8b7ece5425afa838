package io.pouw.network;

import io.pouw.network.wire.CloseCode;
import io.pouw.network.wire.Frame;
import io.pouw.network.wire.FrameHeader;
import io.pouw.network.wire.FrameKind;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.security.TrafficClass;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One node's place in the peer-to-peer network: WebSocket over TLS 1.3, every peer authenticated by
 * its Ed25519 node key, so that an {@link Address} given to the {@link NetworkListener} is proved.
 *
 * <p>Nodes that know one address find each other and keep connected, up to the configured number of
 * peers. Urgent topics overtake bulky ones. Messages to one peer of one class of traffic arrive at
 * most once, and in order on one connection; they are lost if it breaks, so whoever needs more asks
 * again.
 *
 * <p>Every method may be called from any thread and none blocks. A payload handed in may not be
 * changed afterwards. To be started and stopped once.
 *
 * <pre>{@code
 * var network = new PeerNetwork(vertx, NetworkConfig.of("0.0.0.0", 9000), identity, chainId, node);
 * network.start().onSuccess(port -> network.connect("seed.example.org", 9000));
 * }</pre>
 */
public final class PeerNetwork {
  private final Vertx vertx;
  private final NetworkCore core;
  private final PeerService service;
  private final AtomicReference<Future<String>> deployment = new AtomicReference<>();

  /**
   * A network that is not started.
   *
   * @param identity the node key
   * @param chainId of the only chain whose nodes are accepted as peers
   */
  public PeerNetwork(
      Vertx vertx, NetworkConfig config, KeyPair identity, Hash chainId, NetworkListener listener) {
    this.vertx = vertx;
    this.core = NetworkCore.of(vertx, config, identity, chainId, listener);
    this.service = new PeerService(core);
  }

  /**
   * Listens, and begins to connect to the bootstrap peers.
   *
   * @return the bound port; fails with a {@link NetworkException} when it cannot be had
   */
  public Future<Integer> start() {
    Future<String> deployed = vertx.deployVerticle(service);
    if (!deployment.compareAndSet(null, deployed))
      return Future.failedFuture(new NetworkException("the network was started before"));
    return deployed.compose(_ -> service.boundPort());
  }

  /** Says goodbye to the peers and closes all sockets. */
  public Future<Void> stop() {
    Future<String> deployed = deployment.get();
    return deployed == null
        ? Future.succeededFuture()
        : deployed.compose(vertx::undeploy).otherwiseEmpty();
  }

  /**
   * Sends a message to one peer.
   *
   * @return whether it was queued: not if the peer is not connected or its queue is full
   * @throws IllegalArgumentException if topic or payload are over the limits
   */
  public boolean send(Address to, String topic, byte[] payload) {
    OutgoingFrame frame = frame(FrameKind.MESSAGE, core.ids().next(), topic, payload);
    return queue(core.table().find(to), frame);
  }

  /**
   * Sends a message to every connected peer.
   *
   * @return to how many it was queued
   * @throws IllegalArgumentException if topic or payload are over the limits
   */
  public int broadcast(String topic, byte[] payload) {
    OutgoingFrame frame = frame(FrameKind.MESSAGE, core.ids().next(), topic, payload);
    int reached = 0;
    for (PeerConnection peer : core.table().all()) if (queue(Optional.of(peer), frame)) reached++;
    return reached;
  }

  /**
   * Sends a message to every node of the network, connected or not: signed by this node, passed on
   * once by each.
   *
   * @throws IllegalArgumentException if topic or payload are over the limits
   */
  public void gossip(String topic, byte[] payload) {
    check(topic, payload);
    core.gossip().publish(topic, payload);
  }

  /**
   * Asks one peer.
   *
   * @return its answer, on the caller's context; fails with a {@link NetworkException} if it is not
   *     connected, its queue is full, it says no, or nothing comes in time
   * @throws IllegalArgumentException if topic or payload are over the limits
   */
  public Future<byte[]> request(Address to, String topic, byte[] payload, Duration timeout) {
    Hash id = core.ids().next();
    OutgoingFrame frame = frame(FrameKind.REQUEST, id, topic, payload);
    Future<byte[]> answer = core.requests().open(id, to, topic, timeout);
    Optional<PeerConnection> peer = core.table().find(to);
    if (!queue(peer, frame))
      core.requests().fail(id, to, peer.isPresent() ? "its queue is full" : "not connected");
    return answer;
  }

  /** The connected peers, by address. */
  public List<PeerInfo> peers() {
    return core.table().all().stream()
        .map(PeerConnection::info)
        .sorted(Comparator.comparing(PeerInfo::address))
        .toList();
  }

  /** Connects to a node, and again whenever the connection is lost. */
  public void connect(String host, int port) {
    service.keep(new PeerEndpoint(host, port));
  }

  /** Closes the connection to a peer; it may come back, unless it is banned. */
  public void disconnect(Address peer, String reason) {
    core.table()
        .find(peer)
        .ifPresent(connection ->
            service.runOnLoop(() -> connection.close(CloseCode.DISCONNECTED, reason)));
  }

  public NetworkStats stats() {
    return core.counters().snapshot(core.table().size());
  }

  /** Where handlers for single topics and middleware are registered, best before the start. */
  public MessageHandler messages() {
    return core.handler();
  }

  /** The gossip messages seen last. */
  public MessageHistory history() {
    return core.history();
  }

  public Address address() {
    return core.local().address();
  }

  private boolean queue(Optional<PeerConnection> peer, OutgoingFrame frame) {
    boolean queued = peer.isPresent() && peer.get().send(frame);
    if (!queued) core.counters().droppedOut.increment();
    return queued;
  }

  private OutgoingFrame frame(FrameKind kind, Hash id, String topic, byte[] payload) {
    check(topic, payload);
    TrafficClass traffic = core.config().topics().of(topic);
    var header =
        new FrameHeader(
            kind, traffic.priority(), System.currentTimeMillis(), id, topic, payload.length);
    return OutgoingFrame.of(new Frame(header, payload), traffic);
  }

  private void check(String topic, byte[] payload) {
    int topicBytes = topic.getBytes(StandardCharsets.UTF_8).length;
    if (topicBytes == 0 || topicBytes > FrameHeader.MAX_TOPIC_BYTES)
      throw new IllegalArgumentException(
          "a topic has 1 to " + FrameHeader.MAX_TOPIC_BYTES + " bytes, not " + topicBytes);
    if (payload.length > core.config().maxPayloadBytes())
      throw new IllegalArgumentException(
          "a payload of "
              + payload.length
              + " bytes for '"
              + topic
              + "', over the limit of "
              + core.config().maxPayloadBytes());
  }
}
