package io.pouw.network;

import io.pouw.network.wire.CloseCode;
import io.pouw.network.wire.Frame;
import io.pouw.network.wire.FrameException;
import io.pouw.network.wire.FrameKind;
import io.pouw.network.wire.PeerEntry;
import io.pouw.primitives.CodecException;
import java.util.List;

/**
 * Tells peers where the others listen, so that a network that began with one known address becomes
 * a full mesh. On the event loop.
 */
final class PeerExchange {
  private final PeerTable table;
  private final MessageIds ids;
  private final Dialer dialer;

  PeerExchange(NetworkCore core, Dialer dialer) {
    this.table = core.table();
    this.ids = core.ids();
    this.dialer = dialer;
  }

  /** Introduces a new peer and the others to one another. */
  void introduce(PeerConnection newcomer) {
    tellAbout(newcomer, othersThan(newcomer));
    for (PeerConnection other : othersThan(newcomer)) tellAbout(other, List.of(newcomer));
  }

  /** Tells everybody about everybody, in case that an earlier try to connect failed. */
  void repeat() {
    for (PeerConnection peer : table.all()) tellAbout(peer, othersThan(peer));
  }

  /**
   * Learns what a peer tells.
   *
   * @throws FrameException if it is no list of peers
   */
  void receive(Frame frame) {
    try {
      PeerEntry.decodeAll(frame.payload()).forEach(dialer::learn);
    } catch (CodecException e) {
      throw new FrameException(CloseCode.BAD_FRAME, "peers: " + e.getMessage());
    }
  }

  private List<PeerConnection> othersThan(PeerConnection peer) {
    return table.all().stream()
        .filter(other -> other != peer)
        .limit(PeerEntry.MAX_ENTRIES)
        .toList();
  }

  private void tellAbout(PeerConnection listener, List<PeerConnection> others) {
    if (others.isEmpty()) return;
    List<PeerEntry> entries = others.stream().map(PeerExchange::entry).toList();
    listener.send(OutgoingFrame.control(FrameKind.PEERS, ids.next(), PeerEntry.encodeAll(entries)));
  }

  private static PeerEntry entry(PeerConnection peer) {
    PeerEndpoint endpoint = peer.endpoint();
    return new PeerEntry(peer.address, endpoint.host(), endpoint.port());
  }
}
