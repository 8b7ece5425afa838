package io.pouw.network;

import io.pouw.primitives.Address;
import io.pouw.primitives.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A connected peer, as it is at the moment of asking.
 *
 * @param address of its node key, proved by its certificate
 * @param publicKey its node key
 * @param endpoint where it listens
 * @param direction who opened the connection
 * @param connectedSinceMs milliseconds since 1970
 * @param messagesIn messages received, those of the transport itself included
 * @param messagesOut messages sent, likewise
 * @param bytesIn their bytes, without WebSocket and TLS
 * @param bytesOut likewise
 * @param queuedBytes bytes that wait to be sent
 * @param latency of the last ping, once there was one
 * @param roles what it says that it does
 * @param softwareVersion what it says that it runs
 */
public record PeerInfo(
    Address address,
    PublicKey publicKey,
    PeerEndpoint endpoint,
    Direction direction,
    long connectedSinceMs,
    long messagesIn,
    long messagesOut,
    long bytesIn,
    long bytesOut,
    long queuedBytes,
    Optional<Duration> latency,
    List<String> roles,
    String softwareVersion) {
  /** Who opened the connection. */
  public enum Direction {
    /** The peer connected to this node. */
    INBOUND,
    /** This node connected to the peer. */
    OUTBOUND
  }
}
