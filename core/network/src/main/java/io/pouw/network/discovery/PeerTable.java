package io.pouw.network.discovery;

import io.pouw.network.wire.CloseCode;
import io.pouw.network.wire.Hello;
import io.pouw.primitives.Address;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connected peers, one connection each. Changed on one thread, read from any. When two nodes
 * connect to each other at the same time, both keep the connection that the node with the lower
 * address opened.
 *
 * @param <L> the host's own kind of connection
 */
public final class PeerTable<L extends Link<L>> {
  private final Address local;
  private final int maxPeers;
  private final Map<Address, L> active = new ConcurrentHashMap<>();

  /** An empty one. */
  public PeerTable(Address local, int maxPeers) {
    this.local = local;
    this.maxPeers = maxPeers;
  }

  /** What becomes of a connection whose greeting was in order. */
  sealed interface Admission<L> {
    /** The first one to this peer. */
    record Joins<L>() implements Admission<L> {}

    /** Takes the place of another one, which is to be retired. */
    record Replaces<L>(L old) implements Admission<L> {}

    /** The peer was restarted; the old connection is dead and does not know it. */
    record Resumes<L>(L dead) implements Admission<L> {}

    /** The other one is kept. */
    record Yields<L>(L kept) implements Admission<L> {}

    /** No room. */
    record Refused<L>(Greeting.Refusal why) implements Admission<L> {}
  }

  Admission<L> admission(L newcomer, Hello hello) {
    L existing = active.get(newcomer.address());
    if (existing == null) return isFull() ? full() : new Admission.Joins<>();
    if (existing.hello().map(Hello::instance).filter(i -> i == hello.instance()).isEmpty())
      return new Admission.Resumes<>(existing);
    boolean newIsLower = newcomer.isOpenedByLower(local);
    boolean sameOpener = newIsLower == existing.isOpenedByLower(local);
    // The opener never opens a second one while it has the first: so the first is dead.
    return newIsLower || sameOpener
        ? new Admission.Replaces<>(existing)
        : new Admission.Yields<>(existing);
  }

  /** Whether a connection that this node just opened to the address would be of any use. */
  boolean wants(Address remote) {
    L existing = active.get(remote);
    return existing == null || (!existing.isOutbound() && local.compareTo(remote) < 0);
  }

  private Admission<L> full() {
    return new Admission.Refused<>(
        new Greeting.Refusal(CloseCode.FULL, "all " + maxPeers + " places are taken"));
  }

  void put(L connection) {
    active.put(connection.address(), connection);
  }

  /** Whether the connection was the one in use. */
  boolean remove(L connection) {
    return active.remove(connection.address(), connection);
  }

  public Optional<L> find(Address address) {
    return Optional.ofNullable(active.get(address));
  }

  public boolean contains(Address address) {
    return active.containsKey(address);
  }

  public Collection<L> all() {
    return active.values();
  }

  public int size() {
    return active.size();
  }

  boolean isFull() {
    return active.size() >= maxPeers;
  }
}
