package io.pouw.storage.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL for all tests of a JVM. Started by root it runs in a user namespace, since it
 * refuses root; where that is forbidden it does not run, and says why.
 */
final class EmbeddedServer {
  private static @Nullable EmbeddedServer shared;

  private final @Nullable EmbeddedPostgres server;
  private final String trouble;

  private EmbeddedServer(@Nullable EmbeddedPostgres server, String trouble) {
    this.server = server;
    this.trouble = trouble;
  }

  static synchronized EmbeddedServer shared() {
    if (shared == null) shared = start();
    return shared;
  }

  private static EmbeddedServer start() {
    try {
      var server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("max_connections", "60")
              .setServerConfig("shared_buffers", "16MB")
              .start();
      return new EmbeddedServer(server, "");
    } catch (IOException | RuntimeException e) {
      return new EmbeddedServer(null, "PostgreSQL cannot be started here: " + e);
    }
  }

  boolean runs() {
    return server != null;
  }

  String trouble() {
    return trouble;
  }

  /** Makes an empty database and says its URL. */
  String create(String name) {
    if (server == null) throw new IllegalStateException(trouble);
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
      return server.getJdbcUrl("postgres", name);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make the database " + name, e);
    }
  }
}
