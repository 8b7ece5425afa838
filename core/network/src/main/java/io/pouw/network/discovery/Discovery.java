package io.pouw.network.discovery;

import io.pouw.network.PeerEndpoint;
import io.pouw.network.discovery.Greeting.Refusal;
import io.pouw.network.wire.CloseCode;
import io.pouw.network.wire.FrameException;
import io.pouw.network.wire.Hello;
import io.pouw.primitives.CodecException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a node finds others: whom it dials and when, which greetings it accepts, which of two
 * connections to one peer is kept, what peers tell one another of the rest.
 *
 * @param <L> the host's own kind of connection
 */
public final class Discovery<L extends Link<L>> {
  /** Connections that have not introduced themselves yet. Beyond it, new ones are refused. */
  private static final int MAX_GREETINGS = 64;

  private final Self self;
  private final PeerTable<L> table;
  private final DiscoveryHost<L> host;
  private final Greeting greeting;
  private final Dialer<L> dialer;
  private final PeerExchange<L> exchange;
  private final byte[] hello;
  private final Set<L> strangers = new LinkedHashSet<>();

  /** A node that knows nobody yet. */
  public Discovery(Self self, PeerTable<L> table, DiscoveryHost<L> host) {
    this.self = self;
    this.table = table;
    this.host = host;
    this.greeting = new Greeting(self.hello());
    this.dialer = new Dialer<>(self, table, host);
    this.exchange = new PeerExchange<>(table, dialer);
    this.hello = self.hello().toBytes();
  }

  /** Connects to the endpoint, and again whenever the connection is lost. */
  public void keep(PeerEndpoint endpoint) {
    dialer.keep(endpoint);
  }

  /** A try to connect came to nothing. */
  public void failed(DialTarget target, String problem) {
    dialer.failed(target, problem);
  }

  /** Tells everybody about everybody; call it now and then. */
  public void repeat() {
    exchange.repeat();
  }

  /** Dials nobody any more. */
  public void stop() {
    dialer.stop();
  }

  /** A connection was opened, by either side. Whoever opened it greets first. */
  public void begin(L link) {
    strangers.add(link);
    link.open();
    objection(link).ifPresentOrElse(why -> refuse(link, why), () -> expectGreeting(link));
  }

  private void expectGreeting(L link) {
    if (link.isOutbound()) link.greet(hello);
    Duration limit = self.timings().greeting();
    host.after(
        limit,
        () -> {
          if (strangers.contains(link) && !link.isClosing())
            refuse(
                link,
                new Refusal(CloseCode.SILENT, "no greeting within " + limit.toMillis() + " ms"));
        });
  }

  private Optional<Refusal> objection(L link) {
    if (link.address().equals(self.address())) return refusal(CloseCode.SELF, "the same key");
    Optional<Refusal> unwanted = host.objection(link);
    if (unwanted.isPresent()) return unwanted;
    if (strangers.size() > MAX_GREETINGS)
      return refusal(CloseCode.FULL, MAX_GREETINGS + " connections have not introduced themselves");
    if (!link.isOutbound()) return Optional.empty();
    boolean begun =
        strangers.stream()
            .anyMatch(other ->
                !other.equals(link)
                    && !other.isClosing()
                    && other.isOutbound()
                    && other.address().equals(link.address()));
    return begun || !table.wants(link.address())
        ? refusal(CloseCode.DUPLICATE, "the other one is kept")
        : Optional.empty();
  }

  private static Optional<Refusal> refusal(CloseCode code, String detail) {
    return Optional.of(new Refusal(code, detail));
  }

  private void refuse(L link, Refusal refusal) {
    link.close(refusal.code(), refusal.detail());
    switch (refusal.code()) {
      case SELF ->
          link.dialled().ifPresentOrElse(dialer::forget, () -> host.refused(link, refusal));
      case DUPLICATE ->
          link.dialled().ifPresent(target -> dialer.satisfied(target, link.address()));
      default -> host.refused(link, refusal);
    }
  }

  /**
   * Whether the other side has still to introduce itself: then its first frame is for {@link
   * #greeted}.
   */
  public boolean isStranger(L link) {
    return strangers.contains(link);
  }

  /**
   * The other side introduces itself.
   *
   * @throws FrameException if that is no greeting
   */
  public void greeted(L link, byte[] payload) {
    Hello remote;
    try {
      remote = Hello.decode(payload);
    } catch (CodecException e) {
      throw new FrameException(CloseCode.BAD_FRAME, "greeting: " + e.getMessage());
    }
    greeting
        .problem(remote, link.address())
        .ifPresentOrElse(why -> refuse(link, why), () -> admit(link, remote));
  }

  private void admit(L link, Hello remote) {
    switch (table.admission(link, remote)) {
      case PeerTable.Admission.Joins<L> _ -> {
        enter(link, remote);
        joined(link);
      }
      case PeerTable.Admission.Replaces<L>(L old) -> {
        enter(link, remote);
        old.retire(link);
        dialer.connected(link);
      }
      case PeerTable.Admission.Resumes<L>(L dead) -> {
        table.remove(dead);
        dead.close(CloseCode.DUPLICATE, "the node was restarted");
        host.left(dead, "it was restarted");
        enter(link, remote);
        joined(link);
      }
      case PeerTable.Admission.Yields<L>(L kept) -> giveWay(link, remote, kept);
      case PeerTable.Admission.Refused<L>(Refusal why) -> refuse(link, why);
    }
  }

  private void enter(L link, Hello remote) {
    strangers.remove(link);
    link.greeted(remote);
    if (!link.isOutbound()) link.greet(hello);
    table.put(link);
  }

  /** The peer may already have sent on a connection that it answered, so that one is still read. */
  private void giveWay(L link, Hello remote, L kept) {
    if (!link.isOutbound()) {
      refuse(link, new Refusal(CloseCode.DUPLICATE, "the other one is kept"));
      return;
    }
    strangers.remove(link);
    link.greeted(remote);
    link.retire(kept);
    dialer.connected(link);
  }

  private void joined(L link) {
    dialer.connected(link);
    host.joined(link);
    exchange.introduce(link);
  }

  /**
   * A peer tells of others.
   *
   * @throws FrameException if it is no list of peers
   */
  public void told(byte[] peers) {
    exchange.receive(peers);
  }

  /** A connection is closed, by either side or by itself; nothing more comes from it. */
  public void closed(L link, String reason) {
    if (strangers.remove(link)) {
      link.dialled()
          .filter(target -> target.busy)
          .ifPresent(target -> dialer.failed(target, reason));
    } else if (table.remove(link)) {
      host.left(link, reason);
      dialer.lost(link);
    }
  }

  /** Those who have still to introduce themselves. */
  public List<L> strangers() {
    return List.copyOf(strangers);
  }

  /** How many endpoints this node keeps in mind. */
  public int targets() {
    return dialer.targets();
  }
}
