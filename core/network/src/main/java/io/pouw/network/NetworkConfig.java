package io.pouw.network;

import io.pouw.network.wire.Gossip;
import io.pouw.network.wire.Hello;
import io.pouw.network.wire.PeerEntry;
import io.pouw.security.PeerLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How a node takes part in the network. Validated whole: the exception names every problem at once.
 *
 * @param host interface to listen on
 * @param port to listen on, 0 for any free one
 * @param advertisedHost where others reach this node; empty to let them see for themselves
 * @param bootstrapPeers whom to connect to first; tried for ever, one that turns out to be this
 *     node is skipped
 * @param maxPeers most connections at a time
 * @param roles what this node does, told to its peers
 * @param softwareVersion told to its peers
 * @param maxPayloadBytes longest payload of a message in either direction
 * @param maxQueueBytes most payload bytes that wait for one peer; a send beyond it is refused
 * @param historySize how many gossip messages are remembered to recognise duplicates
 * @param timings when the network does what by itself
 * @param limits what one peer may send before it is slowed down or cut off
 * @param topics which topics go first
 */
public record NetworkConfig(
    String host,
    int port,
    String advertisedHost,
    List<PeerEndpoint> bootstrapPeers,
    int maxPeers,
    List<String> roles,
    String softwareVersion,
    int maxPayloadBytes,
    long maxQueueBytes,
    int historySize,
    NetworkTimings timings,
    PeerLimits limits,
    TopicClasses topics) {
  /** A full mesh of the validators and miners of one chain; beyond it, gossip goes over others. */
  public static final int DEFAULT_MAX_PEERS = 50;

  /** A state of ten megabytes in one message, with room. */
  public static final int DEFAULT_MAX_PAYLOAD_BYTES = 16 << 20;

  /** A round of updates for one peer, while fifty slow peers still fit into a node's memory. */
  public static final long DEFAULT_MAX_QUEUE_BYTES = 64L << 20;

  /** Some minutes of gossip in a busy network, at about 200 bytes a message. */
  public static final int DEFAULT_HISTORY_SIZE = 10_000;

  public NetworkConfig {
    bootstrapPeers = List.copyOf(bootstrapPeers);
    roles = List.copyOf(roles);
    var problems = new ArrayList<String>();
    if (host.isBlank()) problems.add("the host to listen on is empty");
    if (port < 0 || port > 65_535) problems.add("the port is 0 to 65535, not " + port);
    if (advertisedHost.length() > PeerEntry.MAX_HOST_BYTES)
      problems.add("the advertised host has over " + PeerEntry.MAX_HOST_BYTES + " characters");
    if (maxPeers < 1) problems.add("at least 1 peer has to be allowed, not " + maxPeers);
    if (roles.size() > Hello.MAX_ROLES) problems.add("over " + Hello.MAX_ROLES + " roles");
    for (String text : roles)
      if (tooLong(text)) problems.add("the role '" + text + "' is too long");
    if (tooLong(softwareVersion)) problems.add("the software version is too long");
    if (maxPayloadBytes < 65_536 || maxPayloadBytes > 1 << 30)
      problems.add("the longest payload is 64 KiB to 1 GiB, not " + maxPayloadBytes);
    if (maxQueueBytes < maxPayloadBytes)
      problems.add(
          "a queue of " + maxQueueBytes + " bytes does not hold one payload of " + maxPayloadBytes);
    if (historySize < 1) problems.add("the history keeps at least 1 message, not " + historySize);
    if (!problems.isEmpty())
      throw new IllegalArgumentException("network configuration: " + String.join("; ", problems));
  }

  private static boolean tooLong(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > Hello.MAX_TEXT_BYTES;
  }

  /** Defaults for a node that listens here. */
  public static NetworkConfig of(String host, int port) {
    return builder(host, port).build();
  }

  /** To change what the defaults do not fit. */
  public static NetworkConfigBuilder builder(String host, int port) {
    return new NetworkConfigBuilder(host, port);
  }

  /** What a frame may carry: gossip brings its origin and signature along. */
  int maxFramePayloadBytes() {
    return maxPayloadBytes + Gossip.OVERHEAD;
  }
}
