package io.pouw.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.Parameter;
import io.pouw.ledger.Parameters;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.KeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenesisFileTest {
  @TempDir Path folder;

  private static KeyPair key(int number) {
    byte[] seed = new byte[KeyPair.SEED_BYTES];
    seed[0] = (byte) number;
    return KeyPair.fromSeed(seed);
  }

  private static String problems(Path file) {
    return String.valueOf(
        assertThrows(ConfigurationException.class, () -> GenesisFile.read(file)).getMessage());
  }

  private Path write(String json) throws IOException {
    return Files.writeString(folder.resolve("genesis.json"), json);
  }

  private static void assertNames(String problems, List<String> expected) {
    for (String each : expected)
      assertTrue(problems.contains(each), each + " is missing in:\n" + problems);
  }

  @Test
  void whatIsWrittenIsReadBackWithTheSameChainId() {
    var genesis =
        new Genesis(
            "a network",
            1_700_000_000_123L,
            Parameters.DEFAULTS.with(Parameter.MIN_DRAWS, 4).with(Parameter.BASE_FEE, 0),
            List.of(
                new GenesisValidator("node_1", key(1).publicKey(), 10_000 * Amounts.PAI, 1),
                new GenesisValidator("node_2", key(2).publicKey(), 123_456_789_012L, 0)),
            List.of(new GenesisAccount(key(3).address(), Long.MAX_VALUE >> 2, "the client")));
    Path file = folder.resolve("genesis.json");
    GenesisFile.write(genesis, file);
    Genesis read = GenesisFile.read(file);
    assertEquals(genesis, read);
    assertEquals(genesis.chainId(), read.chainId());
  }

  @Test
  void everyBadFieldIsNamedAtOnce() throws IOException {
    String problems =
        problems(
            write(
                """
                {"network": "n", "time_ms": 0, "color": 1,
                 "parameters": {"min_draws": "4", "base_fee": 0.5},
                 "validators": [
                   {"node_id": "node_1", "public_key": "00ff", "stake": "lots"},
                   {"node_id": "node_2", "public_key": "%s", "stake": 10000, "power": 9}],
                 "accounts": [{"address": "pai1nobody", "balance": -1}]}
                """
                    .formatted(key(1).publicKey())));
    assertNames(
        problems,
        List.of(
            "unknown field 'color'",
            "parameters: min_draws is \"4\", not a whole number",
            "parameters: base_fee is 0.5, not a whole number",
            "validator node_1: public_key '00ff' is not 64 hexadecimal digits",
            "node_1: stake: 'lots' is not an amount of PAI",
            "validators: unknown field 'power'",
            "accounts: ",
            "pai1nobody",
            "balance: an amount may not be negative: -1"));
    assertTrue(problems.lines().allMatch(line -> line.contains("genesis.json")), problems);
  }

  @Test
  void theRulesOfAGenesisAreCheckedAllTogether() throws IOException {
    String problems =
        problems(
            write(
                """
                {"network": "", "time_ms": 0,
                 "validators": [
                   {"node_id": "node_1", "public_key": "%1$s", "stake": 999.99999999},
                   {"node_id": "node_1", "public_key": "%1$s", "stake": 1000}]}
                """
                    .formatted(key(1).publicKey())));
    assertNames(
        problems,
        List.of(
            "the network's name is ''",
            "Insufficient stake of validator node_1: 999.99999999 PAI, expected at least 1000 PAI",
            "validator node_1 stands there twice",
            "validator node_1 has the key of another one"));
  }

  @Test
  void anUnknownParameterIsRefusedByName() throws IOException {
    String problems =
        problems(
            write(
                """
                {"network": "n", "time_ms": 0, "parameters": {"block_reward": 5},
                 "validators": [{"node_id": "a", "public_key": "%s", "stake": 1000}]}
                """
                    .formatted(key(1).publicKey())));
    assertTrue(problems.contains("'block_reward'"), problems);
  }

  @Test
  void listsAndObjectsInEachOthersPlaceAreRefused() throws IOException {
    String problems =
        problems(
            write(
                """
                {"network": "n", "time_ms": 0, "parameters": [1], "validators": {}, "accounts": "none"}
                """));
    assertNames(problems, List.of("parameters: ", "validators: ", "accounts: "));
  }

  @Test
  void aFileThatIsMissingEmptyOrNoJsonIsNamed() throws IOException {
    Path missing = folder.resolve("missing.json");
    assertTrue(problems(missing).contains("cannot read " + missing));
    assertTrue(problems(write("not json")).contains("is not JSON"));
    assertTrue(problems(write("")).contains("expected a JSON object"));
    assertTrue(problems(write("[]")).contains("expected a JSON object"));
  }
}
