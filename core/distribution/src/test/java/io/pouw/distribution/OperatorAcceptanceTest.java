package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's day with one validator: everything is a command of its own. */
class OperatorAcceptanceTest {
  @TempDir Path folder;
  private Pouw pouw;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<NodeProcess> nodes = new ArrayList<>();

  @BeforeEach
  void makeGenesis() throws Exception {
    pouw = new Pouw(folder);
    Files.writeString(folder.resolve("password"), "open sesame");
    Files.writeString(
        folder.resolve("validators.json"),
        "{\"validators\": [{\"node_id\": \"node_1\", \"stake\": 10000, \"initial_balance\": 5}]}");
    pouw.run(
            "genesis",
            "init",
            "--validators",
            "validators.json",
            "--account",
            "joiner=5000",
            "--password-file",
            "password")
        .exitsWith(0)
        .isQuiet();
  }

  @AfterEach
  void endAll() {
    nodes.forEach(NodeProcess::close);
    http.close();
  }

  private NodeProcess validator() throws Exception {
    NodeProcess node =
        NodeProcess.start(folder, http, "node_1", "--set", "storage.snapshot_blocks=5");
    nodes.add(node);
    return node;
  }

  private Pouw.Run on(String data, String... command) throws Exception {
    var all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--data", data, "--genesis", "genesis.json"));
    return pouw.run(all.toArray(String[]::new)).isQuiet();
  }

  private JsonNode inspect(String data) throws Exception {
    return new ObjectMapper().readTree(on(data, "node", "inspect", "--json").exitsWith(0).out());
  }

  @Test
  void aNetworkIsBegunJoinedProvenInspectedSavedAndBroughtBack() throws Exception {
    String shown = pouw.run("genesis", "show", "genesis.json").exitsWith(0).isQuiet().out();
    assertTrue(shown.contains("block    ") && shown.contains("validator node_1 pai1"), shown);
    String address = shown.replaceAll("(?s).*validator node_1 (pai1\\w+).*", "$1");

    NodeProcess validator = validator();
    validator.awaitHeight(height -> height >= 12);
    prove(validator, address);
    join(validator);
    validator.stop();

    long height = inspect("node_1").path("height").asLong();
    assertTrue(height >= 12);
    on("node_1", "node", "replay").exitsWith(0).says("replayed blocks 1 to " + height);
    on("node_1", "backup", "saved.zip").exitsWith(0).says("height  " + height);
    on("node_1", "node", "rollback", "--to", "3").exitsWith(0).says("to 3");
    assertEquals(3, inspect("node_1").path("height").asLong());
    on("back", "restore", "saved.zip").exitsWith(0).says("height    " + height);
    assertEquals("yes", inspect("back").path("restored_from_backup").asText());
    on("node_1", "node", "reset", "--keep-address-book").exitsWith(0).says("removed");
    assertEquals(0, inspect("node_1").path("height").asLong());
    assertTrue(inspect("node_1").path("highest_view_voted").asLong() >= height);
  }

  private void prove(NodeProcess validator, String address) throws Exception {
    pouw.run("proof", "account", address, "--node", validator.api(), "--out", "a.proof")
        .exitsWith(0)
        .isQuiet();
    pouw.run("proof", "verify", "a.proof", "--genesis", "genesis.json")
        .exitsWith(0)
        .isQuiet()
        .says("stake    10000 PAI")
        .says("The proof holds.");
    byte[] proof = Files.readAllBytes(folder.resolve("a.proof"));
    proof[proof.length / 2] ^= 1;
    Files.write(folder.resolve("forged.proof"), proof);
    pouw.run("proof", "verify", "forged.proof", "--genesis", "genesis.json")
        .exitsWith(1)
        .isQuiet()
        .says("does NOT hold");
  }

  private void join(NodeProcess validator) throws Exception {
    String[] join = {
      "node", "join", "--bootstrap", validator.endpoint(), "--stake", "2000", "--save-config",
      "joiner.json", "--genesis", "genesis.json", "--node-id", "joiner", "--data", "joiner",
      "--port", "0", "--password-file", "password", "--keystore", "keys/joiner.p12"
    };
    Pouw.Run joined = pouw.run(join).exitsWith(0).isQuiet().says("state    of block ");
    joined.says("stake    bonded, and registered: a validator from the next epoch on");
    assertTrue(joined.out().contains("saved    joiner.json"), joined::toString);
    JsonNode config = new ObjectMapper().readTree(folder.resolve("joiner.json").toFile());
    assertEquals("2000", config.path("stake").asText());
    assertFalse(config.path("network").path("bootstrap_peers").isEmpty());
    pouw.run(join).exitsWith(2).isQuiet().says("joiner.json exists");
    assertTrue(inspect("joiner").path("first_block").asLong() > 1);
  }
}
