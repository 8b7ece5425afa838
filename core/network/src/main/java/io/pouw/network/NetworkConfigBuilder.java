package io.pouw.network;

import io.pouw.security.PeerLimits;
import java.util.List;

/** Collects what differs from the defaults of {@link NetworkConfig}; its names are its fields. */
public final class NetworkConfigBuilder {
  private final String host;
  private final int port;
  private String advertisedHost = "";
  private List<PeerEndpoint> bootstrapPeers = List.of();
  private int maxPeers = NetworkConfig.DEFAULT_MAX_PEERS;
  private List<String> roles = List.of();
  private String softwareVersion = "";
  private int maxPayloadBytes = NetworkConfig.DEFAULT_MAX_PAYLOAD_BYTES;
  private long maxQueueBytes = NetworkConfig.DEFAULT_MAX_QUEUE_BYTES;
  private int historySize = NetworkConfig.DEFAULT_HISTORY_SIZE;
  private NetworkTimings timings = NetworkTimings.defaults();
  private PeerLimits limits = PeerLimits.defaults();
  private TopicClasses topics = TopicClasses.defaults();

  NetworkConfigBuilder(String host, int port) {
    this.host = host;
    this.port = port;
  }

  public NetworkConfigBuilder advertisedHost(String value) {
    advertisedHost = value;
    return this;
  }

  public NetworkConfigBuilder bootstrapPeers(List<PeerEndpoint> value) {
    bootstrapPeers = value;
    return this;
  }

  public NetworkConfigBuilder maxPeers(int value) {
    maxPeers = value;
    return this;
  }

  public NetworkConfigBuilder roles(List<String> value) {
    roles = value;
    return this;
  }

  public NetworkConfigBuilder softwareVersion(String value) {
    softwareVersion = value;
    return this;
  }

  public NetworkConfigBuilder maxPayloadBytes(int value) {
    maxPayloadBytes = value;
    return this;
  }

  public NetworkConfigBuilder maxQueueBytes(long value) {
    maxQueueBytes = value;
    return this;
  }

  public NetworkConfigBuilder historySize(int value) {
    historySize = value;
    return this;
  }

  public NetworkConfigBuilder timings(NetworkTimings value) {
    timings = value;
    return this;
  }

  public NetworkConfigBuilder limits(PeerLimits value) {
    limits = value;
    return this;
  }

  public NetworkConfigBuilder topics(TopicClasses value) {
    topics = value;
    return this;
  }

  /**
   * The configuration, validated.
   *
   * @throws IllegalArgumentException naming every problem
   */
  public NetworkConfig build() {
    return new NetworkConfig(
        host,
        port,
        advertisedHost,
        bootstrapPeers,
        maxPeers,
        roles,
        softwareVersion,
        maxPayloadBytes,
        maxQueueBytes,
        historySize,
        timings,
        limits,
        topics);
  }
}
