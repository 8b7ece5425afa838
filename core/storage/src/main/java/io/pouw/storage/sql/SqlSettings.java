package io.pouw.storage.sql;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which database the management store is, and how it is reached.
 *
 * @param url JDBC, {@code jdbc:h2:...} or {@code jdbc:postgresql://...}
 * @param user whom the connections are made as
 * @param passwordFile its first line is the password; none for an empty password
 * @param connections most connections at once, from 1
 */
public record SqlSettings(String url, String user, Optional<Path> passwordFile, int connections) {
  /** Plenty for one node: its callers are a handful of virtual threads. */
  public static final int DEFAULT_CONNECTIONS = 8;

  public SqlSettings {
    if (!isH2(url) && !url.startsWith("jdbc:postgresql:"))
      throw new IllegalArgumentException(
          "'" + url + "' is neither jdbc:h2:... nor jdbc:postgresql:...");
    if (connections < 1)
      throw new IllegalArgumentException(
          connections + " connections to the database, expected at least 1");
  }

  /**
   * H2 in a folder of its own, the default: nothing to install, one process at a time.
   *
   * @param folder made when the store is opened
   */
  public static SqlSettings embedded(Path folder) {
    return new SqlSettings(
        "jdbc:h2:file:" + folder.toAbsolutePath().resolve("management"),
        "pouw",
        Optional.empty(),
        DEFAULT_CONNECTIONS);
  }

  boolean isH2() {
    return isH2(url);
  }

  private static boolean isH2(String url) {
    return url.startsWith("jdbc:h2:");
  }
}
