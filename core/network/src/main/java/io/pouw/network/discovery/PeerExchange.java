package io.pouw.network.discovery;

import io.pouw.network.PeerEndpoint;
import io.pouw.network.wire.CloseCode;
import io.pouw.network.wire.FrameException;
import io.pouw.network.wire.PeerEntry;
import io.pouw.primitives.CodecException;
import java.util.List;

/**
 * Tells peers where the others listen, so that a network that began with one known address becomes
 * a full mesh.
 */
final class PeerExchange<L extends Link<L>> {
  private final PeerTable<L> table;
  private final Dialer<L> dialer;

  PeerExchange(PeerTable<L> table, Dialer<L> dialer) {
    this.table = table;
    this.dialer = dialer;
  }

  /** Introduces a new peer and the others to one another. */
  void introduce(L newcomer) {
    tellAbout(newcomer, othersThan(newcomer));
    for (L other : othersThan(newcomer)) tellAbout(other, List.of(newcomer));
  }

  /** Tells everybody about everybody, in case that an earlier try to connect failed. */
  void repeat() {
    for (L peer : table.all()) tellAbout(peer, othersThan(peer));
  }

  /**
   * Learns what a peer tells.
   *
   * @throws FrameException if it is no list of peers
   */
  void receive(byte[] payload) {
    try {
      PeerEntry.decodeAll(payload).forEach(dialer::learn);
    } catch (CodecException e) {
      throw new FrameException(CloseCode.BAD_FRAME, "peers: " + e.getMessage());
    }
  }

  private List<L> othersThan(L peer) {
    return table.all().stream()
        .filter(other -> !other.equals(peer))
        .limit(PeerEntry.MAX_ENTRIES)
        .toList();
  }

  private void tellAbout(L listener, List<L> others) {
    if (others.isEmpty()) return;
    List<PeerEntry> entries = others.stream().map(this::entry).toList();
    listener.tell(PeerEntry.encodeAll(entries));
  }

  private PeerEntry entry(L peer) {
    PeerEndpoint endpoint = peer.endpoint();
    return new PeerEntry(peer.address(), endpoint.host(), endpoint.port());
  }
}
