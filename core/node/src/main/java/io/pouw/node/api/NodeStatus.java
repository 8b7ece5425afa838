package io.pouw.node.api;

import io.pouw.plugin.Role;
import io.pouw.primitives.Address;
import io.pouw.primitives.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A look at the node.
 *
 * @param key its identity
 * @param name what its operator calls it
 * @param version of the program
 * @param roles that it plays, the first one first
 * @param validator whether it votes
 * @param running whether it is up and follows the chain
 * @param mining whether it holds a miner's ticket and is ready to take units
 * @param training whether it computes a unit now
 * @param mempoolSize transactions that wait
 * @param peerCount authenticated channels
 * @param view that consensus is in
 * @param sequence height that consensus decides on
 * @param leader of the view, if known
 * @param uptime since the start
 * @param securityAlerts raised since the start
 * @param stats counts since the start
 */
public record NodeStatus(
    PublicKey key,
    String name,
    String version,
    List<Role> roles,
    boolean validator,
    boolean running,
    boolean mining,
    boolean training,
    int mempoolSize,
    int peerCount,
    long view,
    long sequence,
    Optional<Address> leader,
    Duration uptime,
    long securityAlerts,
    Stats stats) {
  public NodeStatus {
    roles = List.copyOf(roles);
  }

  /**
   * What a node has done since its start.
   *
   * @param blocksMined blocks that name it among the miners
   * @param more other counts by name, in snake case
   */
  public record Stats(
      long blocksMined,
      long blocksProposed,
      long viewChanges,
      long unitsTrained,
      long unitsVerified,
      Map<String, Long> more) {
    public Stats {
      more = Map.copyOf(more);
    }
  }
}
