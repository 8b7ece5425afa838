package io.pouw.node.cli;

import io.pouw.storage.sql.SqlServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pouw cluster}: a node over several processes. */
@Command(
    name = "cluster",
    description = "Shows a node over several processes, and serves what its members share.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ClusterStatusCommand.class)
final class ClusterCommand {
  @Command(
      name = "store",
      description =
          "Serves the database that the full members of one machine share, until it is told to end.",
      mixinStandardHelpOptions = true)
  int store(
      @Option(names = "--data", required = true, description = "folder of the database") Path data,
      @Option(names = "--port", defaultValue = "9092", description = "on loopback (default 9092)")
          int port)
      throws Exception {
    Files.createDirectories(data);
    try (SqlServer server = SqlServer.start(data, port)) {
      System.out.println("cluster.database.url = " + server.url());
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
