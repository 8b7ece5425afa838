package io.pouw.node.cluster;

import io.pouw.storage.sql.SqlSettings;
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
  public record SharedDatabase(String url, String user, Optional<Path> passwordFile) {
    private static final int CONNECTIONS = 4;

    /**
     * How it is reached: a connection on which nothing comes for five seconds counts as broken, so
     * that a member which the database cannot hear any more notices.
     */
    SqlSettings sql() {
      String limited =
          url.startsWith("jdbc:h2:")
              ? with(url, ";", "NETWORK_TIMEOUT=5000")
              : with(
                  with(url, url.contains("?") ? "&" : "?", "socketTimeout=5"),
                  "&",
                  "connectTimeout=3");
      return new SqlSettings(limited, user, passwordFile, CONNECTIONS);
    }

    private static String with(String url, String separator, String option) {
      String name = option.substring(0, option.indexOf('=') + 1);
      return url.contains(name) ? url : url + separator + option;
    }
  }
}
