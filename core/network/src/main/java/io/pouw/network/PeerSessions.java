package io.pouw.network;

import io.pouw.network.wire.CloseCode;
import io.pouw.network.wire.Frame;
import io.pouw.network.wire.FrameException;
import io.pouw.network.wire.FrameHeader;
import io.pouw.network.wire.FrameKind;
import io.pouw.network.wire.Hello;
import io.pouw.primitives.CodecException;
import io.pouw.security.AlertKind;
import io.pouw.security.Ban;
import io.pouw.security.PeerPolicy;
import io.pouw.security.SecurityAlert;
import io.pouw.security.Verdict;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a connection: the greeting, by which it is accepted or refused, the judgement of what
 * comes in, its end. On the event loop.
 */
final class PeerSessions implements PeerConnection.Events {
  private static final Logger log = LoggerFactory.getLogger(PeerSessions.class);

  /** Connections that have not introduced themselves yet. Beyond it, new ones are refused. */
  private static final int MAX_GREETINGS = 64;

  /** Peers whose conduct is remembered, connected or not. */
  private static final int MAX_RECORDS = 10_000;

  private final Vertx vertx;
  private final NetworkCore core;
  private final PeerTable table;
  private final NetworkListener listener;
  private final NetworkCounters counters;
  private final Dialer dialer;
  private final PeerExchange exchange;
  private final FrameRouter router;
  private final Greeting greeting;
  private final byte[] hello;
  private final PeerPolicy policy;
  private final Set<PeerConnection> strangers = new HashSet<>();
  private Runnable emptied = () -> {};

  PeerSessions(Vertx vertx, NetworkCore core, Dialer dialer, PeerExchange exchange, Hello hello) {
    this.vertx = vertx;
    this.core = core;
    this.table = core.table();
    this.listener = core.listener();
    this.counters = core.counters();
    this.dialer = dialer;
    this.exchange = exchange;
    this.router = new FrameRouter(core, exchange);
    this.greeting = new Greeting(core.local());
    this.hello = hello.toBytes();
    this.policy = new PeerPolicy(core.config().limits(), MAX_RECORDS);
  }

  /** A connection was opened, by either side. Whoever opened it greets first. */
  void begin(PeerConnection connection) {
    strangers.add(connection);
    connection.open();
    Optional<Greeting.Refusal> refusal = objection(connection);
    if (refusal.isPresent()) refuse(connection, refusal.get());
    else expectGreeting(connection);
  }

  private void expectGreeting(PeerConnection connection) {
    if (connection.direction == PeerInfo.Direction.OUTBOUND) greet(connection);
    long limitMs = core.config().timings().greeting().toMillis();
    vertx.setTimer(
        limitMs,
        _ -> {
          if (strangers.contains(connection) && !connection.isClosing())
            refuse(
                connection,
                new Greeting.Refusal(CloseCode.SILENT, "no greeting within " + limitMs + " ms"));
        });
  }

  private Optional<Greeting.Refusal> objection(PeerConnection connection) {
    if (connection.address.equals(core.local().address()))
      return refusal(CloseCode.SELF, "the same key");
    Optional<Ban> ban = policy.banOf(connection.address, System.currentTimeMillis());
    if (ban.isPresent()) return refusal(CloseCode.BANNED, ban.get().reason());
    if (strangers.size() > MAX_GREETINGS)
      return refusal(CloseCode.FULL, MAX_GREETINGS + " connections have not introduced themselves");
    if (connection.direction == PeerInfo.Direction.INBOUND) return Optional.empty();
    boolean begun =
        strangers.stream()
            .anyMatch(other ->
                other != connection
                    && !other.isClosing()
                    && other.direction == PeerInfo.Direction.OUTBOUND
                    && other.address.equals(connection.address));
    return begun || !table.wants(connection.address)
        ? refusal(CloseCode.DUPLICATE, "the other one is kept")
        : Optional.empty();
  }

  private static Optional<Greeting.Refusal> refusal(CloseCode code, String detail) {
    return Optional.of(new Greeting.Refusal(code, detail));
  }

  private void greet(PeerConnection connection) {
    connection.send(OutgoingFrame.control(FrameKind.HELLO, core.ids().next(), hello));
  }

  private void refuse(PeerConnection connection, Greeting.Refusal refusal) {
    connection.close(refusal.code(), refusal.detail());
    DialTarget target = connection.target;
    if (refusal.code() == CloseCode.SELF && target != null) dialer.forget(target);
    else if (refusal.code() == CloseCode.DUPLICATE) {
      if (target != null) dialer.satisfied(target, connection.address);
    } else {
      counters.refusedHandshakes.increment();
      log.warn("refused {}: {}", connection, refusal.code().reason(refusal.detail()));
    }
  }

  @Override
  public void onFrame(PeerConnection connection, Frame frame) {
    try {
      if (strangers.contains(connection)) greeted(connection, frame);
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
    Hello remote;
    try {
      remote = Hello.decode(frame.payload());
    } catch (CodecException e) {
      throw new FrameException(CloseCode.BAD_FRAME, "greeting: " + e.getMessage());
    }
    Optional<Greeting.Refusal> problem = greeting.problem(remote, connection.address);
    if (problem.isEmpty()) admit(connection, remote);
    else {
      refuse(connection, problem.get());
      if (problem.get().code() == CloseCode.WRONG_ADDRESS)
        alert(
            new SecurityAlert(
                AlertKind.IDENTITY_MISMATCH,
                connection.address,
                problem.get().detail(),
                System.currentTimeMillis()));
    }
  }

  private void admit(PeerConnection connection, Hello remote) {
    switch (table.admission(connection, remote)) {
      case PeerTable.Admission.Joins _ -> {
        enter(connection, remote);
        joined(connection);
      }
      case PeerTable.Admission.Replaces(PeerConnection old) -> {
        enter(connection, remote);
        old.retire(connection);
        dialer.connected(connection);
      }
      case PeerTable.Admission.Resumes(PeerConnection dead) -> {
        table.remove(dead);
        dead.close(CloseCode.DUPLICATE, "the node was restarted");
        left(dead, "it was restarted");
        enter(connection, remote);
        joined(connection);
      }
      case PeerTable.Admission.Yields(PeerConnection kept) -> giveWay(connection, remote, kept);
      case PeerTable.Admission.Refused(CloseCode code, String detail) ->
          refuse(connection, new Greeting.Refusal(code, detail));
    }
  }

  private void enter(PeerConnection connection, Hello remote) {
    strangers.remove(connection);
    connection.greeted(remote);
    if (connection.direction == PeerInfo.Direction.INBOUND) greet(connection);
    table.put(connection);
  }

  /** The peer may already have sent on a connection that it answered, so that one is still read. */
  private void giveWay(PeerConnection connection, Hello remote, PeerConnection kept) {
    if (connection.direction == PeerInfo.Direction.INBOUND) {
      refuse(connection, new Greeting.Refusal(CloseCode.DUPLICATE, "the other one is kept"));
      return;
    }
    strangers.remove(connection);
    connection.greeted(remote);
    connection.retire(kept);
    dialer.connected(connection);
  }

  private void joined(PeerConnection connection) {
    log.info("connected: {}", connection);
    dialer.connected(connection);
    connection.ping(core.ids().next());
    tell(() -> listener.onPeerConnected(connection.info()));
    exchange.introduce(connection);
  }

  private void left(PeerConnection connection, String reason) {
    log.info("disconnected: {}: {}", connection, reason);
    core.requests().failAll(connection.address, "disconnected: " + reason);
    tell(() -> listener.onPeerDisconnected(connection.info(), reason));
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
    else connection.close(problem.code(), String.valueOf(problem.getMessage()));
  }

  private void cutOff(PeerConnection connection, CloseCode code, Verdict.CutOff cut) {
    counters.cutOff.increment();
    connection.close(code, cut.alert().detail());
    alert(cut.alert());
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
    DialTarget target = connection.target;
    if (strangers.remove(connection)) {
      if (target != null && target.busy) dialer.failed(target, reason);
    } else if (table.remove(connection)) {
      left(connection, reason);
      dialer.lost(connection);
    }
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
    for (PeerConnection stranger : List.copyOf(strangers))
      stranger.close(CloseCode.STOPPING, "goodbye");
  }

  /** Calls back when the last connection is closed; at once if there is none. */
  void whenEmpty(Runnable action) {
    emptied = action;
    callIfEmpty();
  }

  private void callIfEmpty() {
    if (table.size() == 0 && strangers.isEmpty()) emptied.run();
  }
}
