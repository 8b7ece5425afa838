package io.pouw.node.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code pouw node start} for a member of a cluster. */
final class ClusterOptions {
  @Option(names = "--cluster", description = "be one member of a node over several processes")
  private boolean cluster;

  @Option(
      names = "--member-kind",
      description = "full (default), worker, verifier or gateway; with --cluster")
  private @Nullable String kind;

  @Option(names = "--cluster-port", description = "for other members (default 5701)")
  private @Nullable Integer port;

  @Option(names = "--cluster-members", description = "host:port of other members, with commas")
  private @Nullable String members;

  @Option(names = "--cluster-secret-file", description = "the secret that all members have")
  private @Nullable String secretFile;

  boolean isCluster() {
    return cluster;
  }

  void putInto(Map<String, String> line) {
    put(line, "cluster.member_kind", kind);
    put(line, "cluster.port", port);
    put(line, "cluster.members", members);
    put(line, "cluster.secret_file", secretFile);
  }

  private static void put(Map<String, String> line, String key, @Nullable Object value) {
    if (value != null) line.put(key, value.toString());
  }
}
