package io.pouw.network;

import io.pouw.network.wire.PeerEntry;
import io.pouw.primitives.Address;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whom to connect to and when: bootstrap peers for ever, peers that were heard of or once
 * connected until they failed too often. On the event loop.
 */
final class Dialer {
  private static final Logger log = LoggerFactory.getLogger(Dialer.class);

  /** Bounds what peers can make this node remember. */
  private static final int MAX_TARGETS = 1_000;

  /** With doubling waits, some minutes. */
  private static final int MAX_FAILURES = 15;

  /** A connection that was lost sooner counts as another failure. */
  private static final Duration SHORT_LIFE = Duration.ofSeconds(1);

  /**
   * Of two nodes that hear of each other, the one with the lower address connects; then the other.
   */
  private static final Duration COURTESY = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final LocalNode local;
  private final PeerTable table;
  private final NetworkCounters counters;
  private final Consumer<DialTarget> connector;
  private final Backoff backoff;
  private final Map<PeerEndpoint, DialTarget> targets = new LinkedHashMap<>();
  private boolean stopped;

  /**
   * Dials nobody yet.
   *
   * @param connector opens a connection to the target and reports how that went
   */
  Dialer(Vertx vertx, NetworkCore core, Consumer<DialTarget> connector) {
    this.vertx = vertx;
    this.local = core.local();
    this.table = core.table();
    this.counters = core.counters();
    this.connector = connector;
    this.backoff = new Backoff(local.config().timings());
  }

  void stop() {
    stopped = true;
  }

  /** Connects to the endpoint, and again whenever the connection is lost. */
  void keep(PeerEndpoint endpoint) {
    DialTarget known = targets.get(endpoint);
    if (known != null && known.permanent) return;
    var target = new DialTarget(endpoint, true);
    targets.put(endpoint, target);
    schedule(target, Duration.ZERO);
  }

  /** Connects to a peer that another one told of. */
  void learn(PeerEntry entry) {
    if (entry.address().equals(local.address()) || table.contains(entry.address())) return;
    DialTarget target = remember(new PeerEndpoint(entry.host(), entry.port()), entry.address());
    if (target == null || target.busy) return;
    boolean first = local.address().compareTo(entry.address()) < 0;
    schedule(target, first ? Duration.ZERO : COURTESY);
  }

  private @Nullable DialTarget remember(PeerEndpoint endpoint, Address address) {
    DialTarget known = targets.get(endpoint);
    if (known == null) {
      if (targets.size() >= MAX_TARGETS) return null;
      known = new DialTarget(endpoint, false);
      targets.put(endpoint, known);
    }
    // Hearsay never replaces what a connection proved.
    if (known.address == null) known.address = address;
    return known;
  }

  /** A connection is in use, whoever opened it. */
  void connected(PeerConnection connection) {
    DialTarget target = connection.target;
    if (target != null) satisfied(target, connection.address);
    else remember(connection.endpoint(), connection.address);
    boolean returned = false;
    for (DialTarget each : targetsOf(connection.address)) {
      returned |= each.lost;
      each.lost = false;
      each.lastProblem = "";
    }
    if (returned) counters.reconnects.increment();
  }

  /** A connection that was in use is gone. */
  void lost(PeerConnection connection) {
    boolean shortLived = connection.age().compareTo(SHORT_LIFE) < 0;
    for (DialTarget target : targetsOf(connection.address)) {
      target.lost = true;
      target.failures = shortLived ? target.failures + 1 : 1;
      if (!target.busy) retry(target);
    }
  }

  /** A try came to nothing. */
  void failed(DialTarget target, String problem) {
    if (stopped || targets.get(target.endpoint) != target) return;
    target.busy = false;
    target.failures++;
    if (!problem.equals(target.lastProblem)) {
      target.lastProblem = problem;
      log.info("cannot connect to {}: {}", target.endpoint, problem);
    }
    if (!target.permanent && target.failures > MAX_FAILURES) targets.remove(target.endpoint);
    else retry(target);
  }

  /** There is a connection to whom listens there; nothing is to be done until it is lost. */
  void satisfied(DialTarget target, Address address) {
    target.busy = false;
    target.address = address;
  }

  /** The target is this node itself, or unwanted. */
  void forget(DialTarget target) {
    targets.remove(target.endpoint);
  }

  private List<DialTarget> targetsOf(Address address) {
    return targets.values().stream().filter(each -> Objects.equals(address, each.address)).toList();
  }

  private void retry(DialTarget target) {
    schedule(target, backoff.delay(target.failures, ThreadLocalRandom.current().nextDouble()));
  }

  private void schedule(DialTarget target, Duration delay) {
    target.busy = true;
    if (delay.isZero()) vertx.runOnContext(_ -> dial(target));
    else vertx.setTimer(Math.max(1, delay.toMillis()), _ -> dial(target));
  }

  private void dial(DialTarget target) {
    if (stopped || targets.get(target.endpoint) != target) return;
    Address address = target.address;
    if (address != null && table.contains(address)) satisfied(target, address);
    else if (!table.isFull()) connector.accept(target);
    else if (target.permanent) schedule(target, local.config().timings().maxRetry());
    else forget(target);
  }
}
