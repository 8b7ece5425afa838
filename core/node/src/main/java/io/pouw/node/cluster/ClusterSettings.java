package io.pouw.node.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a process takes part in a cluster; read by {@link ClusterSettingsReader}.
 *
 * @param kind what the member is there for
 * @param name for people; also the beginning of its name in the cluster
 * @param host the interface on which other members are heard
 * @param port for Hazelcast; the event bus takes any free one beside it
 * @param isPortFree whether the next free port will do if this one is taken
 * @param discovery how others are found
 * @param secretFile what the members have in common
 * @param capacity units at once on this member
 * @param lease how long a signer that is not heard of keeps the right to sign
 * @param database where the right to sign and the votes are kept; full members need it
 */
public record ClusterSettings(
    MemberKind kind,
    String name,
    String host,
    int port,
    boolean isPortFree,
    Discovery discovery,
    Path secretFile,
    int capacity,
    Duration lease,
    Optional<SharedDatabase> database) {

  /**
   * A database that all full members reach.
   *
   * @param url such as {@code jdbc:postgresql://db/pouw}
   * @param passwordFile empty for none
   */
  public record SharedDatabase(String url, String user, Optional<Path> passwordFile) {}
}
