package io.pouw.network.discovery;

import io.pouw.network.PeerEndpoint;
import io.pouw.network.wire.PeerEntry;
import io.pouw.primitives.Address;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides whom to connect to and when: bootstrap peers for ever, peers that were heard of or once
 * connected until they failed too often.
 */
final class Dialer<L extends Link<L>> {
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

  private final Self self;
  private final PeerTable<L> table;
  private final DiscoveryHost<L> host;
  private final Backoff backoff;
  private final Map<PeerEndpoint, DialTarget> targets = new LinkedHashMap<>();
  private boolean stopped;

  /** Dials nobody yet. */
  Dialer(Self self, PeerTable<L> table, DiscoveryHost<L> host) {
    this.self = self;
    this.table = table;
    this.host = host;
    this.backoff = new Backoff(self.timings());
  }

  /** How many endpoints it keeps in mind. */
  int targets() {
    return targets.size();
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
    if (entry.address().equals(self.address()) || table.contains(entry.address())) return;
    DialTarget target = remember(new PeerEndpoint(entry.host(), entry.port()), entry.address());
    if (target == null || target.busy) return;
    boolean first = self.address().compareTo(entry.address()) < 0;
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
  void connected(L connection) {
    connection
        .dialled()
        .ifPresentOrElse(
            target -> satisfied(target, connection.address()),
            () -> remember(connection.endpoint(), connection.address()));
    boolean returned = false;
    for (DialTarget each : targetsOf(connection.address())) {
      returned |= each.lost;
      each.lost = false;
      each.lastProblem = "";
    }
    if (returned) host.returned();
  }

  /** A connection that was in use is gone. */
  void lost(L connection) {
    boolean shortLived = connection.age().compareTo(SHORT_LIFE) < 0;
    for (DialTarget target : targetsOf(connection.address())) {
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
      host.note("cannot connect to " + target.endpoint + ": " + problem);
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
    schedule(target, backoff.delay(target.failures, host.chance()));
  }

  private void schedule(DialTarget target, Duration delay) {
    target.busy = true;
    host.after(delay, () -> dial(target));
  }

  private void dial(DialTarget target) {
    if (stopped || targets.get(target.endpoint) != target) return;
    Address address = target.address;
    if (address != null && table.contains(address)) satisfied(target, address);
    else if (!table.isFull()) host.connect(target);
    else if (target.permanent) schedule(target, self.timings().maxRetry());
    else forget(target);
  }
}
