package io.pouw.node.cli;

import io.pouw.storage.sql.SqlServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pouw cluster}: what a node over several processes needs beside its members. */
@Command(
    name = "cluster",
    description = "What a node over several processes needs beside its members.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
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
