package io.pouw.simulation.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.plugin.testnet.TestnetReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The report of a testnet as JSON. */
final class TestnetJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TestnetJson() {}

  static String of(TestnetReport report) {
    ObjectNode root = MAPPER.createObjectNode();
    root.putObject("deployment")
        .put("num_nodes", report.plan().nodes())
        .put("stake_per_node", report.plan().stakePerNode())
        .put("duration_hours", rounded(report.durationHours()));
    root.putObject("metrics")
        .put("consensus_rounds_completed", report.counts().rounds())
        .put("total_proofs_processed", report.counts().processed())
        .put("average_consensus_time", rounded(report.counts().meanConsensusSeconds()))
        .put("proof_throughput", rounded(report.throughput()))
        .put("node_failures", report.counts().nodeFailures())
        .put("view_changes", report.counts().viewChanges());
    root.putObject("stability")
        .put("uptime_percentage", rounded(report.counts().uptimePercent()))
        .put("consensus_success_rate", rounded(report.successPercent()))
        .put("network_health", report.health());
    var issues = root.putArray("issues");
    report.issues().forEach(issues::add);
    return root.toPrettyString();
  }

  /** Writes it whole or not at all. */
  static void write(TestnetReport report, Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(beside, of(report) + "\n");
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static double rounded(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }
}
