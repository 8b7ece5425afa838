package io.pouw.storage.sql;

import io.pouw.storage.StorageException;
import io.pouw.storage.StorageException.Reason;
import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.tools.Server;

/**
 * An H2 database that the processes of one machine share, served by one process of its own on
 * loopback. It outlives any member that dies, which an embedded database with one of them as its
 * server would not. For several machines take PostgreSQL.
 */
public final class SqlServer implements AutoCloseable {
  private final Server server;

  private SqlServer(Server server) {
    this.server = server;
  }

  /**
   * Serves the databases of a folder.
   *
   * @param port 0 for any free one
   */
  public static SqlServer start(Path folder, int port) {
    System.setProperty("h2.bindAddress", "127.0.0.1");
    try {
      return new SqlServer(
          Server.createTcpServer(
                  "-tcpPort",
                  Integer.toString(port),
                  "-baseDir",
                  folder.toAbsolutePath().toString(),
                  "-ifNotExists",
                  "-tcpDaemon")
              .start());
    } catch (SQLException e) {
      throw new StorageException(
          Reason.FAILED,
          "the shared database in "
              + folder
              + " cannot be served on port "
              + port
              + ": "
              + e.getMessage(),
          e);
    }
  }

  public int port() {
    return server.getPort();
  }

  /** How a process of this machine reaches it. */
  public String url() {
    return "jdbc:h2:tcp://127.0.0.1:" + port() + "/./cluster";
  }

  @Override
  public void close() {
    server.stop();
  }
}
