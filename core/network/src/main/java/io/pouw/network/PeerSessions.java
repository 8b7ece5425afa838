package io.pouw.network;

import io.pouw.network.discovery.DialTarget;
import io.pouw.network.discovery.Discovery;
import io.pouw.network.discovery.DiscoveryHost;
import io.pouw.network.discovery.Greeting;
import io.pouw.network.discovery.PeerTable;
import io.pouw.network.discovery.Self;
import io.pouw.network.wire.CloseCode;
import io.pouw.network.wire.Frame;
import io.pouw.network.wire.FrameException;
import io.pouw.network.wire.FrameHeader;
import io.pouw.network.wire.FrameKind;
import io.pouw.network.wire.Hello;
import io.pouw.security.AlertKind;
import io.pouw.security.Ban;
import io.pouw.security.PeerPolicy;
import io.pouw.security.SecurityAlert;
import io.pouw.security.Verdict;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a connection: hosts the rules of {@link Discovery}, by which it is accepted or
 * refused, judges what comes in, and sees to its end. On the event loop.
 */
final class PeerSessions implements PeerConnection.Events, DiscoveryHost<PeerConnection> {
  private static final Logger log = LoggerFactory.getLogger(PeerSessions.class);

  /** Peers whose conduct is remembered, connected or not. */
  private static final int MAX_RECORDS = 10_000;

  private final Vertx vertx;
  private final NetworkCore core;
  private final PeerTable<PeerConnection> table;
  private final NetworkListener listener;
  private final NetworkCounters counters;
  private final Discovery<PeerConnection> discovery;
  private final FrameRouter router;
  private final PeerPolicy policy;
  private final Consumer<DialTarget> connector;
  private Runnable emptied = () -> {};

  /**
   * Nobody is connected yet.
   *
   * @param connector opens a connection to the target and reports how that went
   */
  PeerSessions(Vertx vertx, NetworkCore core, Hello hello, Consumer<DialTarget> connector) {
    this.vertx = vertx;
    this.core = core;
    this.table = core.table();
    this.listener = core.listener();
    this.counters = core.counters();
    this.connector = connector;
    this.discovery = new Discovery<>(new Self(hello, core.config().timings()), core.table(), this);
    this.router = new FrameRouter(core, discovery);
    this.policy = new PeerPolicy(core.config().limits(), MAX_RECORDS);
  }

  /** Whom this node dials, and who is connected. */
  Discovery<PeerConnection> discovery() {
    return discovery;
  }

  /** A connection was opened, by either side. */
  void begin(PeerConnection connection) {
    discovery.begin(connection);
  }

  @Override
  public void after(Duration delay, Runnable action) {
    if (delay.isZero()) vertx.runOnContext(_ -> action.run());
    else vertx.setTimer(Math.max(1, delay.toMillis()), _ -> action.run());
  }

  @Override
  public double chance() {
    return ThreadLocalRandom.current().nextDouble();
  }

  @Override
  public void connect(DialTarget target) {
    connector.accept(target);
  }

  @Override
  public Optional<Greeting.Refusal> objection(PeerConnection connection) {
    return policy
        .banOf(connection.address, System.currentTimeMillis())
        .map(ban -> new Greeting.Refusal(CloseCode.BANNED, ban.reason()));
  }

  @Override
  public void refused(PeerConnection connection, Greeting.Refusal refusal) {
    counters.refusedHandshakes.increment();
    String reason = refusal.code().reason(refusal.detail());
    log.warn("refused {}: {}", connection, reason);
    tell(() -> listener.onPeerRefused(connection.address, connection.toString(), reason));
    if (refusal.code() == CloseCode.WRONG_ADDRESS)
      alert(
          new SecurityAlert(
              AlertKind.IDENTITY_MISMATCH,
              connection.address,
              refusal.detail(),
              System.currentTimeMillis()));
  }

  @Override
  public void joined(PeerConnection connection) {
    log.info("connected: {}", connection);
    connection.ping(core.ids().next());
    tell(() -> listener.onPeerConnected(connection.info()));
  }

  @Override
  public void left(PeerConnection connection, String reason) {
    log.info("disconnected: {}: {}", connection, reason);
    core.requests().failAll(connection.address, "disconnected: " + reason);
    tell(() -> listener.onPeerDisconnected(connection.info(), reason));
  }

  @Override
  public void returned() {
    counters.reconnects.increment();
  }

  @Override
  public void note(String what) {
    log.info("{}", what);
  }

  @Override
  public void onFrame(PeerConnection connection, Frame frame) {
    try {
      if (discovery.isStranger(connection)) greeted(connection, frame);
      else judged(connection, frame);
    } catch (FrameException e) {
      onBadFrame(connection, e);
    } catch (RuntimeException e) {
      log.error("handling a {} frame from {} failed", frame.header().kind(), connection, e);
    }
  }

  private void greeted(PeerConnection connection, Frame frame) {
    if (frame.header().kind() != FrameKind.HELLO)
      throw new FrameException(
          CloseCode.BAD_FRAME, "a " + frame.header().kind() + " frame before the greeting");
    discovery.greeted(connection, frame.payload());
  }

  private void judged(PeerConnection connection, Frame frame) {
    FrameHeader header = frame.header();
    Verdict verdict =
        policy.judge(
            connection.address,
            router.trafficOf(header),
            frame.payload().length,
            System.nanoTime(),
            System.currentTimeMillis());
    switch (verdict) {
      case Verdict.Accept(Duration pause) -> {
        if (pause.isPositive()) connection.pause(pause);
        router.route(connection, frame);
      }
      case Verdict.Drop _ -> counters.droppedIn.increment();
      case Verdict.CutOff cut -> cutOff(connection, CloseCode.FLOOD, cut);
    }
  }

  @Override
  public void onBadFrame(PeerConnection connection, FrameException problem) {
    counters.badFrames.increment();
    log.warn("{} sent what is not the protocol: {}", connection, problem.getMessage());
    // Another version is no misconduct.
    Optional<Verdict.CutOff> cut =
        problem.code() == CloseCode.WRONG_VERSION
            ? Optional.empty()
            : policy.punish(
                problem.code() == CloseCode.FORGED_GOSSIP
                    ? AlertKind.FORGED_GOSSIP
                    : AlertKind.MALFORMED_FRAMES,
                connection.address,
                String.valueOf(problem.getMessage()),
                System.nanoTime(),
                System.currentTimeMillis());
    if (cut.isPresent()) cutOff(connection, problem.code(), cut.get());
    else close(connection, problem.code(), String.valueOf(problem.getMessage()), Optional.empty());
  }

  private void cutOff(PeerConnection connection, CloseCode code, Verdict.CutOff cut) {
    counters.cutOff.increment();
    close(connection, code, cut.alert().detail(), Optional.of(cut.ban()));
    alert(cut.alert());
  }

  private void close(PeerConnection connection, CloseCode code, String detail, Optional<Ban> ban) {
    connection.close(code, detail);
    tell(() ->
        listener.onPeerCutOff(connection.address, connection.toString(), code.reason(detail), ban));
  }

  private void alert(SecurityAlert alert) {
    log.warn("{}", alert);
    tell(() -> listener.onAlert(alert));
  }

  private void tell(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException e) {
      log.error("the network's listener failed", e);
    }
  }

  @Override
  public void onClosed(PeerConnection connection, String reason) {
    discovery.closed(connection, reason);
    callIfEmpty();
  }

  /** Pings everybody, and gives up on whom nothing was heard of. */
  void keepAlive() {
    Duration limit = core.config().timings().silence();
    for (PeerConnection peer : List.copyOf(table.all()))
      if (peer.silence().compareTo(limit) > 0)
        peer.close(CloseCode.SILENT, "for " + peer.silence().toSeconds() + " s");
      else peer.ping(core.ids().next());
  }

  /** Disconnects everybody. */
  void closeAll() {
    for (PeerConnection peer : List.copyOf(table.all())) peer.close(CloseCode.STOPPING, "goodbye");
    for (PeerConnection stranger : discovery.strangers())
      stranger.close(CloseCode.STOPPING, "goodbye");
  }

  /** Calls back when the last connection is closed; at once if there is none. */
  void whenEmpty(Runnable action) {
    emptied = action;
    callIfEmpty();
  }

  private void callIfEmpty() {
    if (table.size() == 0 && discovery.strangers().isEmpty()) emptied.run();
  }
}
