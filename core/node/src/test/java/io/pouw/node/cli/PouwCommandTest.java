package io.pouw.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Genesis;
import io.pouw.node.config.GenesisFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PouwCommandTest {
  @TempDir Path folder;
  private String password;

  @BeforeEach
  void writePassword() throws IOException {
    password = Files.writeString(folder.resolve("password"), "open sesame\n").toString();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Outcome init(String stake, String... more) throws IOException {
    Path validators =
        write(
            "validators.json",
            "{\"validators\": [{\"node_id\": \"node_1\", \"stake\": " + stake + "}]}");
    var arguments =
        new java.util.ArrayList<>(
            List.of(
                "genesis",
                "init",
                "--validators",
                validators.toString(),
                "--output",
                folder.resolve("genesis.json").toString(),
                "--keys",
                folder.resolve("keys").toString(),
                "--password-file",
                password));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  @Test
  void withoutArgumentsTheCommandsAreShown() {
    Outcome outcome = Outcome.of();
    assertEquals(2, outcome.exit());
    for (String command : List.of("demo", "verify", "predict", "node", "genesis", "key"))
      assertTrue(outcome.out().contains("  " + command), outcome.out());
  }

  @Test
  void everyCommandHasHelpAndTheProgramAVersion() {
    for (String command : List.of("demo", "verify", "predict", "node", "genesis", "key")) {
      Outcome help = Outcome.of(command, "--help");
      assertEquals(0, help.exit());
      assertTrue(help.out().contains("Usage: pouw " + command), help.out());
    }
    assertTrue(Outcome.of("--version").out().startsWith("pouw 0.1.0"));
  }

  @Test
  void anUnknownCommandOrOptionIsWrongUsage() {
    Outcome.of("dance").refusesWith(2, "dance");
    Outcome.of("demo", "--faster").refusesWith(2, "--faster");
    Outcome.of("demo", "--miners", "four").refusesWith(2, "four");
  }

  @Test
  void aKeyIsMadeOnceAndShownAfterwards() {
    String keystore = folder.resolve("node.p12").toString();
    Outcome made = Outcome.of("key", keystore, "--password-file", password);
    assertEquals(0, made.exit(), made.err());
    Outcome shown = Outcome.of("key", keystore, "--password-file", password);
    assertTrue(made.out().startsWith("made"), made.out());
    assertTrue(shown.out().startsWith("keystore"), shown.out());
    assertEquals(made.out().lines().skip(1).toList(), shown.out().lines().skip(1).toList());
    assertTrue(made.out().contains("pai1"), made.out());
  }

  @Test
  void aWrongOrMissingPasswordIsSaid() throws IOException {
    String keystore = folder.resolve("node.p12").toString();
    Outcome.of("key", keystore, "--password-file", password);
    String wrong = write("wrong", "sesame").toString();
    Outcome.of("key", keystore, "--password-file", wrong).refusesWith(1, "password");
    String nowhere = folder.resolve("nowhere").toString();
    Outcome.of("key", keystore, "--password-file", nowhere)
        .refusesWith(1, "no such file: " + nowhere);
  }

  @Test
  void aGenesisIsMadeWithKeysForEverybodyAndNeverOverwritten() throws IOException {
    Outcome made =
        init("10000", "--account", "client=500", "--parameter", "min_draws=4", "--network", "n");
    assertEquals(0, made.exit(), made.err());
    Path file = folder.resolve("genesis.json");
    Genesis genesis = GenesisFile.read(file);
    assertTrue(made.out().contains(genesis.chainId().toString()), made.out());
    assertEquals("node_1", genesis.validators().getFirst().nodeId());
    assertEquals("client", genesis.accounts().getFirst().label());
    String key = folder.resolve("keys").resolve("node_1.p12").toString();
    assertTrue(
        Outcome.of("key", key, "--password-file", password)
            .out()
            .contains(genesis.validators().getFirst().key().toString()));
    Outcome shown = Outcome.of("genesis", "show", file.toString());
    assertTrue(shown.out().contains("chain    " + genesis.chainId()), shown.out());
    assertTrue(shown.out().contains("min_draws = 4"), shown.out());
    byte[] before = Files.readAllBytes(file);
    init("20000").refusesWith(2, "a genesis file is never overwritten");
    assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(file)));
  }

  @Test
  void aValidatorWithTooLittleStakeIsRefusedAndNothingIsWritten() throws IOException {
    init("999").refusesWith(2, "Insufficient stake of validator node_1: 999 PAI");
    assertFalse(Files.exists(folder.resolve("genesis.json")));
    init("10000", "--parameter", "block_reward=1").refusesWith(2, "'block_reward'");
    init("10000", "--account", "client=lots").refusesWith(2, "'lots'");
  }

  @Test
  void aNodesConfigurationIsRefusedWholeBeforeAnythingIsMade() throws IOException {
    Path config =
        write("node.json", "{\"network\": {\"listen_port\": 99999}, \"colour\": \"red\"}");
    String data = folder.resolve("data").toString();
    Outcome outcome =
        Outcome.of(
            "node", "start", "--config", config.toString(), "--role", "baker", "--data", data);
    outcome.refusesWith(2, "network.listen_port: 99999");
    outcome.refusesWith(2, "unknown setting 'colour'");
    outcome.refusesWith(2, "role: 'baker'");
    assertFalse(Files.exists(Path.of(data)));
  }

  @Test
  void aNodeWithoutGenesisIsRefused() {
    String genesis = folder.resolve("genesis.json").toString();
    Outcome.of("node", "start", "--genesis", genesis).refusesWith(2, "cannot read " + genesis);
  }

  @Test
  void theDemoRefusesWhatItCannotDo() {
    Outcome.of("demo", "--dataset", "faces").refusesWith(2, "no task is called 'faces'");
    Outcome.of("demo", "--task", "faces", "--dataset", "digits")
        .refusesWith(2, "leave out --dataset");
    Outcome.of("demo", "--cheaters", "4").refusesWith(2, "at least one has to be honest");
    Outcome.of("demo", "--validators", "0").refusesWith(2, "at least one node of each role");
  }

  @Test
  void aModelFileThatIsMissingOrNoneIsSaid() throws IOException {
    String missing = folder.resolve("m.pouw").toString();
    Outcome.of("verify", missing).refusesWith(2, missing);
    String text = write("text.pouw", "no model").toString();
    assertTrue(Outcome.of("verify", text).exit() != 0);
    assertTrue(Outcome.of("predict", text, text).exit() != 0);
  }

  @Test
  void aNodeThatJoinsWithTooLittleStakeIsRefusedAndNothingIsWritten() throws IOException {
    init("10000");
    Path config = folder.resolve("node.json");
    var arguments =
        List.of(
            "node",
            "join",
            "--bootstrap",
            "127.0.0.1:1",
            "--stake",
            "999",
            "--save-config",
            config.toString(),
            "--genesis",
            folder.resolve("genesis.json").toString(),
            "--data",
            folder.resolve("joiner").toString());
    Outcome.of(arguments.toArray(String[]::new))
        .refusesWith(
            2, "Insufficient stake: 999 PAI, a validator of this network needs at least 1000 PAI");
    assertFalse(Files.exists(config));
    assertFalse(Files.exists(folder.resolve("joiner")));
  }

  @Test
  void maintenanceOfAFolderThatIsNotThereIsRefused() throws IOException {
    init("10000");
    String genesis = folder.resolve("genesis.json").toString();
    String data = folder.resolve("nothing").toString();
    for (String command : List.of("inspect", "rollback", "replay", "reset"))
      Outcome.of("node", command, "--data", data, "--genesis", genesis)
          .refusesWith(1, "there is no data folder " + data);
    String file = folder.resolve("b.zip").toString();
    Outcome.of("backup", file, "--data", data, "--genesis", genesis)
        .refusesWith(1, "there is no data folder " + data);
    Outcome.of("restore", file, "--data", data, "--genesis", genesis).refusesWith(1, file);
    assertFalse(Files.exists(Path.of(data)));
  }

  @Test
  void whatIsNoProofIsRefused() throws IOException {
    init("10000");
    String genesis = folder.resolve("genesis.json").toString();
    String text = write("text.proof", "balance: a lot").toString();
    Outcome.of("proof", "verify", text, "--genesis", genesis).refusesWith(1, "does NOT hold");
    Outcome.of("proof", "account", "pai1x").refusesWith(2, "pai1x");
    Outcome.of("proof", "task", "12").refusesWith(2, "64 hexadecimal digits");
  }
}
