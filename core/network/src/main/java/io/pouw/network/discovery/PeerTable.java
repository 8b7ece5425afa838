package io.pouw.network;

import io.pouw.network.wire.CloseCode;
import io.pouw.network.wire.Hello;
import io.pouw.primitives.Address;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connected peers, one connection each. Changed on the event loop, read from any thread. When
 * two nodes connect to each other at the same time, both keep the connection that the node with the
 * lower address opened.
 */
final class PeerTable {
  private final Address local;
  private final int maxPeers;
  private final Map<Address, PeerConnection> active = new ConcurrentHashMap<>();

  PeerTable(Address local, int maxPeers) {
    this.local = local;
    this.maxPeers = maxPeers;
  }

  /** What becomes of a connection whose greeting was in order. */
  sealed interface Admission {
    /** The first one to this peer. */
    record Joins() implements Admission {}

    /** Takes the place of another one, which is to be retired. */
    record Replaces(PeerConnection old) implements Admission {}

    /** The peer was restarted; the old connection is dead and does not know it. */
    record Resumes(PeerConnection dead) implements Admission {}

    /** The other one is kept. */
    record Yields(PeerConnection kept) implements Admission {}

    /** No room. */
    record Refused(CloseCode code, String detail) implements Admission {}
  }

  Admission admission(PeerConnection newcomer, Hello hello) {
    PeerConnection existing = active.get(newcomer.address);
    if (existing == null) return isFull() ? full() : new Admission.Joins();
    if (existing.hello().map(Hello::instance).filter(i -> i == hello.instance()).isEmpty())
      return new Admission.Resumes(existing);
    boolean newIsLower = newcomer.isOpenedByLower(local);
    boolean sameOpener = newIsLower == existing.isOpenedByLower(local);
    // The opener never opens a second one while it has the first: so the first is dead.
    return newIsLower || sameOpener
        ? new Admission.Replaces(existing)
        : new Admission.Yields(existing);
  }

  /** Whether a connection that this node just opened to the address would be of any use. */
  boolean wants(Address remote) {
    PeerConnection existing = active.get(remote);
    return existing == null
        || (existing.direction == PeerInfo.Direction.INBOUND && local.compareTo(remote) < 0);
  }

  private Admission full() {
    return new Admission.Refused(CloseCode.FULL, "all " + maxPeers + " places are taken");
  }

  void put(PeerConnection connection) {
    active.put(connection.address, connection);
  }

  /** Whether the connection was the one in use. */
  boolean remove(PeerConnection connection) {
    return active.remove(connection.address, connection);
  }

  Optional<PeerConnection> find(Address address) {
    return Optional.ofNullable(active.get(address));
  }

  boolean contains(Address address) {
    return active.containsKey(address);
  }

  Collection<PeerConnection> all() {
    return active.values();
  }

  int size() {
    return active.size();
  }

  boolean isFull() {
    return active.size() >= maxPeers;
  }
}
