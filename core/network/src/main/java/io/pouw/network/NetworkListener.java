package io.pouw.network;

import io.pouw.primitives.Address;
import io.pouw.security.Ban;
import io.pouw.security.SecurityAlert;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * What the network tells its node. Called on the network's event loop, one call at a time: an
 * implementation may not block. An exception is logged and hurts nobody else.
 */
public interface NetworkListener {
  /**
   * A message or a gossip came.
   *
   * @param from who made it: the peer itself, or the signer of the gossip, whoever relayed it
   */
  void onMessage(Address from, String topic, byte[] payload);

  /** A request came; a failed future is told to the peer by its message. */
  Future<byte[]> onRequest(Address from, String topic, byte[] payload);

  /** From now on messages can be sent to this peer. */
  default void onPeerConnected(PeerInfo peer) {}

  /** The peer is gone; it may come back. */
  default void onPeerDisconnected(PeerInfo peer, String reason) {}

  /**
   * A connection was turned away before it was one, for instance for another chain or a ban.
   *
   * @param connection with the address on the other side, for people
   */
  default void onPeerRefused(Address peer, String connection, String reason) {}

  /**
   * A peer is disconnected for what it sent.
   *
   * @param connection with the address on the other side, for people
   * @param ban present if it may not come back for a while
   */
  default void onPeerCutOff(Address peer, String connection, String reason, Optional<Ban> ban) {}

  /** A peer misbehaved and was cut off, or tried to pass for another. */
  default void onAlert(SecurityAlert alert) {}
}
