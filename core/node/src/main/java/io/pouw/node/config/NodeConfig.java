package io.pouw.node.config;

import io.pouw.plugin.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How one node runs. Immutable; made and validated whole by {@link NodeConfigReader}.
 *
 * @param nodeId a name for people; the node's key is what counts
 * @param roles tickets that the node takes; a validator is one whose key stands in genesis
 * @param dataFolder everything that the node keeps
 * @param genesis the network's genesis file
 * @param plugins where plugins lie
 * @param host interface on which peers are heard
 * @param port for peers, 0 for any free one
 * @param bootstrap host:port of peers to begin with
 * @param maxPeers most connections, 50 as in the parent protocol
 * @param viewTimeout how long a view may take, while there is something to order, before validators
 *     vote to skip it; doubles with each one skipped
 * @param maxViewTimeout up to which it doubles
 * @param heartbeat longest time that a leader waits for something to order
 * @param api where HTTP is served, if at all
 * @param computeThreads units that are worked on at once
 * @param initialStake stake in base units that the node bonds for its tickets
 * @param settings of the roles, by role plugin, and of the payout rails under {@code payout.}
 * @param storage what is kept of the chain
 * @param sync how the chain is fetched when there is none
 * @param management the management of workers, pools, scores and payouts, if this node does it
 */
public record NodeConfig(
    String nodeId,
    Set<Role> roles,
    Path dataFolder,
    Path genesis,
    Path plugins,
    String host,
    int port,
    List<String> bootstrap,
    int maxPeers,
    Duration viewTimeout,
    Duration maxViewTimeout,
    Duration heartbeat,
    Optional<Endpoint> api,
    int computeThreads,
    long initialStake,
    Map<String, String> settings,
    StorageSettings storage,
    SyncSettings sync,
    Optional<ManagementSettings> management) {

  /** The same node in other roles and with other settings of them. */
  public NodeConfig as(Set<Role> otherRoles, Map<String, String> otherSettings) {
    return new NodeConfig(
        nodeId,
        otherRoles,
        dataFolder,
        genesis,
        plugins,
        host,
        port,
        bootstrap,
        maxPeers,
        viewTimeout,
        maxViewTimeout,
        heartbeat,
        api,
        computeThreads,
        initialStake,
        otherSettings,
        storage,
        sync,
        management);
  }

  /**
   * Where the API listens.
   *
   * @param token who sends it may have things paid or signed by the node's key from elsewhere too
   */
  public record Endpoint(String host, int port, Optional<String> token) {
    /** Without a token. */
    public Endpoint(String host, int port) {
      this(host, port, Optional.empty());
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  public NodeConfig {
    roles = Set.copyOf(roles);
    bootstrap = List.copyOf(bootstrap);
    settings = Map.copyOf(settings);
  }

  /** The same with another management. */
  public NodeConfig withManagement(Optional<ManagementSettings> other) {
    return new NodeConfig(
        nodeId,
        roles,
        dataFolder,
        genesis,
        plugins,
        host,
        port,
        bootstrap,
        maxPeers,
        viewTimeout,
        maxViewTimeout,
        heartbeat,
        api,
        computeThreads,
        initialStake,
        settings,
        storage,
        sync,
        other);
  }
}
