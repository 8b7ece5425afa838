package io.pouw.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.Role;
import io.pouw.primitives.Amounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeConfigTest {
  /** As an operator of the parent protocol has it. */
  private static final String VALIDATOR_FILE =
      """
      {
        "node_id": "node_1",
        "stake": 10000,
        "network": {
          "listen_port": 8001,
          "bootstrap_peers": [
            {"node_id": "node_2", "address": "localhost:8002"},
            {"node_id": "node_3", "address": "localhost:8003"},
            {"node_id": "node_4", "address": "localhost:8004"}
          ]
        },
        "consensus": {
          "timeout": 10.0,
          "view_change_timeout": 5.0
        }
      }
      """;

  @TempDir Path folder;

  private Path file(String json) throws IOException {
    return Files.writeString(folder.resolve("node.json"), json);
  }

  private static String problems(Layers layers) {
    return String.valueOf(
        assertThrows(ConfigurationException.class, () -> NodeConfigReader.read(layers))
            .getMessage());
  }

  @Test
  void aValidatorsFileOfTheParentProtocolIsAccepted() throws IOException {
    NodeConfig config = NodeConfigReader.read(new Layers().file(file(VALIDATOR_FILE)));
    assertEquals("node_1", config.nodeId());
    assertEquals(10_000 * Amounts.PAI, config.initialStake());
    assertEquals(8001, config.port());
    assertEquals(List.of("localhost:8002", "localhost:8003", "localhost:8004"), config.bootstrap());
    assertEquals(Duration.ofSeconds(5), config.viewTimeout());
  }

  @Test
  void withoutAnySettingTheDefaultsHold() {
    NodeConfig config = NodeConfigReader.read(new Layers());
    assertEquals(Set.of(), config.roles());
    assertEquals("127.0.0.1", config.host());
    assertEquals(8000, config.port());
    assertEquals(50, config.maxPeers());
    assertEquals(Duration.ofSeconds(5), config.viewTimeout());
    assertEquals(Duration.ofSeconds(10), config.maxViewTimeout());
    assertEquals(Duration.ofSeconds(1), config.heartbeat());
    assertEquals(Optional.empty(), config.api());
    assertEquals(100 * Amounts.PAI, config.initialStake());
  }

  @Test
  void theCommandLineGoesBeforeTheEnvironmentBeforeTheFile() throws IOException {
    Path file =
        file(
            """
            {"node_id": "file", "compute_threads": 2,
             "network": {"listen_port": 1001, "max_peers": 11}}
            """);
    NodeConfig config =
        NodeConfigReader.read(
            new Layers()
                .file(file)
                .environment(
                    Map.of(
                        "POUW_NODE_ID", "environment",
                        "POUW_NETWORK__LISTEN_PORT", "1002",
                        "PATH", "/bin"))
                .values(Map.of("node_id", "line")));
    assertEquals("line", config.nodeId());
    assertEquals(1002, config.port());
    assertEquals(11, config.maxPeers());
    assertEquals(2, config.computeThreads());
    assertEquals("127.0.0.1", config.host());
  }

  @Test
  void thePasswordAndTheLogLevelInTheEnvironmentAreNoSettings() {
    NodeConfig config =
        NodeConfigReader.read(
            new Layers()
                .environment(
                    Map.of("POUW_KEYSTORE_PASSWORD", "open sesame", "POUW_LOG_LEVEL", "INFO")));
    assertEquals("node", config.nodeId());
  }

  @Test
  void everyProblemIsReportedAtOnceWithItsKeyAndValue() throws IOException {
    Path file =
        file(
            """
            {"role": "miner, baker", "compute_threads": 0, "stake": "ten", "colour": "red",
             "network": {"listen_port": 70000, "max_peers": "many",
                         "bootstrap_peers": ["here:8000", "nowhere"]},
             "consensus": {"heartbeat": -1, "view_change_timeout": "soon"},
             "api": {"port": "http"}}
            """);
    String problems = problems(new Layers().file(file));
    assertEquals(10, problems.lines().count(), problems);
    for (String expected :
        List.of(
            "role: ' baker' is none of miner, supervisor, verifier, evaluator, peer",
            "compute_threads: 0 is not from 1 to 1024",
            "stake: 'ten' is not an amount of PAI",
            "unknown setting 'colour'",
            "network.listen_port: 70000 is not from 0 to 65535",
            "network.max_peers: 'many' is not a whole number from 1 to 1000",
            "network.bootstrap_peers: 'nowhere' is not host:port",
            "consensus.heartbeat: -1.0 is not a number of seconds from 0.01 to 3600",
            "consensus.view_change_timeout: 'soon' is not a number of seconds",
            "api.port: 'http' is not a whole number from 0 to 65535"))
      assertTrue(problems.contains(expected), expected + " is missing in:\n" + problems);
  }

  @Test
  void theCapOfTheTimeoutIsNotBelowTheTimeout() {
    String problems =
        problems(
            new Layers()
                .values(Map.of("consensus.timeout", "2", "consensus.view_change_timeout", "3")));
    assertTrue(problems.contains("2.0 s is below consensus.view_change_timeout, 3.0 s"), problems);
    NodeConfig slow =
        NodeConfigReader.read(new Layers().values(Map.of("consensus.view_change_timeout", "15")));
    assertEquals(Duration.ofSeconds(30), slow.maxViewTimeout(), "unless it is set");
  }

  @Test
  void aDurationThatIsNoNumberAtAllIsRefused() {
    String problems = problems(new Layers().values(Map.of("consensus.heartbeat", "NaN")));
    assertTrue(problems.contains("consensus.heartbeat: NaN"), problems);
  }

  @Test
  void aFileThatIsMissingOrNoJsonIsNamed() throws IOException {
    Path missing = folder.resolve("missing.json");
    assertTrue(problems(new Layers().file(missing)).contains(missing.toString()));
    Path broken = file("{\"node_id\": ");
    String problems = problems(new Layers().file(broken));
    assertTrue(problems.contains(broken + ": is not JSON"), problems);
    assertTrue(problems(new Layers().file(file("[1]"))).contains("expected a JSON object"));
  }

  @Test
  void rolesAndTheirOwnSettingsGoToTheNode() {
    NodeConfig config =
        NodeConfigReader.read(
            new Layers()
                .values(
                    Map.of(
                        "role", "miner,Verifier",
                        "settings.throttle", "0.5",
                        "api.port", "0",
                        "api.host", "0.0.0.0")));
    assertEquals(Set.of(Role.MINER, Role.VERIFIER), config.roles());
    assertEquals(Map.of("throttle", "0.5"), config.settings());
    assertEquals(Optional.of(new NodeConfig.Endpoint("0.0.0.0", 0)), config.api());
  }

  @Test
  void theTokenOfTheApiIsAFileThatHoldsOne() throws IOException {
    Path file = folder.resolve("token");
    Files.writeString(file, "0123456789abcdef0123456789abcdef\n");
    var layers = new Layers().values(Map.of("api.port", "0", "api.token_file", file.toString()));
    NodeConfig.Endpoint api = NodeConfigReader.read(layers).api().orElseThrow();
    assertEquals(Optional.of("0123456789abcdef0123456789abcdef"), api.token());
    assertEquals("127.0.0.1:0", api.toString());
    Files.writeString(file, "short");
    assertTrue(
        problems(layers).contains("token holds 5 characters, expected at least 32"),
        () -> problems(layers));
  }

  @Test
  void whatIsKeptAndHowItIsFetchedCanBeSaid() {
    NodeConfig standard = NodeConfigReader.read(new Layers());
    assertEquals(StorageSettings.ARCHIVE, standard.storage());
    assertEquals(SyncSettings.BLOCKS, standard.sync());
    String checkpoint = "7:" + "ab".repeat(32);
    var layers =
        new Layers()
            .values(
                Map.of(
                    "storage.retention_blocks",
                    "5000",
                    "storage.snapshot_blocks",
                    "200",
                    "sync.trusted_checkpoint",
                    checkpoint));
    NodeConfig config = NodeConfigReader.read(layers);
    assertEquals(new StorageSettings(5_000, 200), config.storage());
    assertTrue(config.sync().state());
    assertEquals(checkpoint, config.sync().trusted().orElseThrow().toString());
  }

  @Test
  void tooFewBlocksOrAnUnknownWayToSynchroniseIsRefused() {
    String problems =
        problems(
            new Layers()
                .values(
                    Map.of(
                        "storage.retention_blocks",
                        "99",
                        "sync.mode",
                        "magic",
                        "sync.trusted_checkpoint",
                        "7")));
    assertTrue(problems.contains("99 is too few, expected at least 100"), problems);
    assertTrue(problems.contains("sync.mode: 'magic'"), problems);
    assertTrue(problems.contains("expected HEIGHT:HASH"), problems);
  }
}
