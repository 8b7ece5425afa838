package io.pouw.simulation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestnetToolTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new TestnetTool().run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  @Test
  void theLauncherFindsBothTools() {
    var names = new ArrayList<String>();
    for (ToolProvider tool : ServiceLoader.load(ToolProvider.class))
      if (tool.name().startsWith("pouw ")) names.add(tool.name());
    assertEquals(List.of("pouw testnet", "pouw bench simulation"), names);
  }

  @Test
  void theReportHasTheFieldsOfTheDeploymentGuide(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("report.json");
    String[] arguments = {
      "run", "--nodes", "4", "--duration", "3m", "--stake", "5000", "--output", file.toString()
    };
    assertEquals(0, run(arguments), err::toString);
    JsonNode report = new ObjectMapper().readTree(Files.readString(file));
    assertEquals(List.of("deployment", "metrics", "stability", "issues"), fields(report));
    assertEquals(
        List.of("num_nodes", "stake_per_node", "duration_hours"), fields(report.get("deployment")));
    assertEquals(
        List.of(
            "consensus_rounds_completed",
            "total_proofs_processed",
            "average_consensus_time",
            "proof_throughput",
            "node_failures",
            "view_changes"),
        fields(report.get("metrics")));
    assertEquals(
        List.of("uptime_percentage", "consensus_success_rate", "network_health"),
        fields(report.get("stability")));
    assertEquals("HEALTHY", report.at("/stability/network_health").asText());
    assertEquals("No issues detected", report.at("/issues/0").asText());
    assertEquals(5_000, report.at("/deployment/stake_per_node").asLong());
    assertTrue(report.at("/metrics/consensus_rounds_completed").asLong() > 10);
    assertTrue(report.at("/metrics/total_proofs_processed").asLong() > 10);
  }

  private static List<String> fields(JsonNode node) {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void tooLittleStakeIsSaidInTheGuidesWords() {
    assertEquals(2, run("run", "--stake", "999"));
    assertTrue(err.toString().contains("Insufficient stake"), err::toString);
  }

  @Test
  void realNodesAreTheNodesBusinessAndTheirWeatherIsNot() {
    assertEquals(1, run("run", "--real", "--nodes", "1", "--duration", "1s"));
    assertTrue(err.toString().contains("--real needs the node"), err::toString);
    assertEquals(2, run("run", "--real", "--weather", "rough"));
    assertTrue(err.toString().contains("leave it out"), err::toString);
  }

  @Test
  void aWrongDurationIsExplained() {
    assertEquals(2, run("run", "--duration", "soon"));
    assertTrue(err.toString().contains("90s, 30m, 24h"), err::toString);
  }

  @Test
  void aSeedThatHoldsIsReplayedWithSuccess() {
    assertEquals(0, run("replay", "--seed", "3"));
    assertTrue(out.toString().contains("seed 3 holds"), out::toString);
  }

  @Test
  void aSwarmGoesOnWhereItWasStopped(@TempDir Path folder) throws Exception {
    Path state = folder.resolve("state");
    String[] arguments = {
      "swarm", "--from", "1", "--seeds", "4", "--threads", "2", "--state", state.toString()
    };
    assertEquals(0, run(arguments));
    assertEquals("5", Files.readString(state).strip());
    Files.writeString(state, "4\n");
    assertEquals(0, run(arguments));
    assertTrue(out.toString().contains("seeds 4 to 4"), out::toString);
  }

  @Test
  void nodesMeetFromSeeds() {
    assertEquals(0, run("discovery", "--from", "3", "--seeds", "2"));
    assertTrue(out.toString().contains("2 seeds, "), out::toString);
    assertEquals(2, run("discovery", "--seeds", "0"));
  }

  @Test
  void twinsRunByNumber() {
    assertEquals(0, run("twins", "--from", "0", "--count", "50"));
    assertTrue(out.toString().contains("scenarios 0 to 49"), out::toString);
  }

  @Test
  void twinsGoOnWhereTheyWereEnded(@TempDir Path folder) throws Exception {
    Path state = folder.resolve("twins");
    Files.writeString(state, "30\n");
    assertEquals(0, run("twins", "--count", "50", "--state", state.toString()));
    assertTrue(out.toString().contains("scenarios 30 to 49"), out::toString);
    assertEquals("50", Files.readString(state).strip());
    assertEquals(0, run("twins", "--count", "50", "--state", state.toString()));
    assertTrue(out.toString().contains("scenarios 50 to 49: 0 run"), out::toString);
  }
}
