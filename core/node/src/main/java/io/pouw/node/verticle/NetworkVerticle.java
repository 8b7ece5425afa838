package io.pouw.node.verticle;

import io.pouw.network.NetworkListener;
import io.pouw.network.PeerInfo;
import io.pouw.network.PeerNetwork;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.Incoming;
import io.pouw.node.bus.Outgoing;
import io.pouw.node.bus.PeerChange;
import io.pouw.primitives.Address;
import io.pouw.primitives.PublicKey;
import io.pouw.security.Ban;
import io.pouw.security.SecurityAlert;
import io.pouw.security.audit.AuditAction;
import io.pouw.security.audit.AuditEvent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the peers and the node's own event bus: what peers send goes to the verticle of
 * its topic, what the others want sent goes to the peers. Event-loop thread; decides nothing.
 */
public final class NetworkVerticle extends VerticleBase implements NetworkListener {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkVerticle.class);

  private final Function<NetworkListener, PeerNetwork> open;
  private final Map<String, Function<byte[], Future<byte[]>>> services;
  private final AtomicReference<@Nullable PeerNetwork> network = new AtomicReference<>();
  private final Map<Address, PublicKey> keys = new HashMap<>();
  private final SecurityAlerts alerts;
  private volatile int port;

  /**
   * A network that is opened when the verticle starts.
   *
   * @param services who answers requests, by topic
   * @param alerts takes what peers do amiss
   */
  public NetworkVerticle(
      Function<NetworkListener, PeerNetwork> open,
      Map<String, Function<byte[], Future<byte[]>>> services,
      SecurityAlerts alerts) {
    this.alerts = alerts;
    this.open = open;
    this.services = Map.copyOf(services);
  }

  /** The port that peers are heard on, once started. */
  public int port() {
    return port;
  }

  /** The network, once started; any thread. */
  public PeerNetwork network() {
    PeerNetwork started = network.get();
    if (started == null) throw new IllegalStateException("the network has not started yet");
    return started;
  }

  /** Address of the node key by host:port of the connected peers; any thread. */
  public Map<String, String> addresses() {
    var addresses = new TreeMap<String, String>();
    network()
        .peers()
        .forEach(peer -> addresses.put(peer.endpoint().toString(), peer.address().toString()));
    return addresses;
  }

  @Override
  public Future<?> start() {
    PeerNetwork opened = open.apply(this);
    network.set(opened);
    vertx.eventBus().<Outgoing>localConsumer(Bus.SEND, message -> carryOut(message.body()));
    return opened.start().onSuccess(bound -> port = bound);
  }

  @Override
  public Future<?> stop() {
    return network().stop();
  }

  private void carryOut(Outgoing outgoing) {
    switch (outgoing) {
      case Outgoing.To to -> {
        if (!network().send(to.peer(), to.topic(), to.payload()))
          LOG.debug("{} to {} is lost: not connected or full", to.topic(), to.peer());
      }
      case Outgoing.ToAll all -> network().broadcast(all.topic(), all.payload());
      case Outgoing.Gossip gossip -> network().gossip(gossip.topic(), gossip.payload());
    }
  }

  @Override
  public void onMessage(Address from, String topic, byte[] payload) {
    var incoming = new Incoming(from, Optional.ofNullable(keys.get(from)), topic, payload);
    vertx.eventBus().publish(Bus.incoming(topic), incoming);
  }

  @Override
  public Future<byte[]> onRequest(Address from, String topic, byte[] payload) {
    var service = services.get(topic);
    return service == null
        ? Future.failedFuture("requests on " + topic + " are not served")
        : service.apply(payload);
  }

  @Override
  public void onPeerConnected(PeerInfo peer) {
    LOG.debug("peer {} connected", peer.address());
    keys.put(peer.address(), peer.publicKey());
    vertx.eventBus().publish(Bus.PEER, new PeerChange(peer.publicKey(), true));
  }

  @Override
  public void onPeerDisconnected(PeerInfo peer, String reason) {
    LOG.debug("peer {} disconnected: {}", peer.address(), reason);
    keys.remove(peer.address());
    vertx.eventBus().publish(Bus.PEER, new PeerChange(peer.publicKey(), false));
  }

  @Override
  public void onPeerRefused(Address peer, String connection, String reason) {
    audit(AuditAction.PEER_REFUSED, peer, connection, reason);
  }

  @Override
  public void onPeerCutOff(Address peer, String connection, String reason, Optional<Ban> ban) {
    audit(AuditAction.PEER_DISCONNECT, peer, connection, reason);
    ban.ifPresent(held ->
        audit(
            AuditAction.PEER_BANNED,
            peer,
            connection,
            "until %s, ban %d: %s"
                .formatted(Instant.ofEpochMilli(held.untilMs()), held.count(), held.reason())));
  }

  private void audit(AuditAction action, Address peer, String connection, String outcome) {
    vertx.eventBus().send(Bus.AUDIT, new AuditEvent(action, peer.toString(), connection, outcome));
  }

  @Override
  public void onAlert(SecurityAlert alert) {
    LOG.warn("security alert: {}", alert);
    alerts.raise(alert);
  }
}
