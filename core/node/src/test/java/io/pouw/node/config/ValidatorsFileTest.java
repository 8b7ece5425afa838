package io.pouw.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.node.config.ValidatorsFile.Entry;
import io.pouw.primitives.Amounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidatorsFileTest {
  @TempDir Path folder;

  private Path write(String json) throws IOException {
    return Files.writeString(folder.resolve("validators.json"), json);
  }

  private static String problems(Path file) {
    return String.valueOf(
        assertThrows(ConfigurationException.class, () -> ValidatorsFile.read(file)).getMessage());
  }

  @Test
  void theShapeOfTheParentProtocolIsRead() throws IOException {
    List<Entry> entries =
        ValidatorsFile.read(
            write(
                """
                {"validators": [
                  {"node_id": "node_1", "stake": 10000, "initial_balance": 50},
                  {"node_id": "node_2", "stake": "1000.5"}]}
                """));
    assertEquals(
        List.of(
            new Entry("node_1", 10_000 * Amounts.PAI, 50 * Amounts.PAI),
            new Entry("node_2", 1_000 * Amounts.PAI + Amounts.PAI / 2, 0)),
        entries);
  }

  @Test
  void everyBadEntryIsNamed() throws IOException {
    String problems =
        problems(
            write(
                """
                {"validators": [
                  {"stake": 1000},
                  {"node_id": "node_2", "stake": -5},
                  {"node_id": "node_3", "stake": 1000, "initial_balance": "some"}]}
                """));
    assertEquals(3, problems.lines().count(), problems);
    assertTrue(problems.contains("node_id is '', expected 1 to 64 characters"), problems);
    assertTrue(problems.contains("node_2: an amount may not be negative: -5"), problems);
    assertTrue(problems.contains("node_3: 'some' is not an amount of PAI"), problems);
  }

  @Test
  void aFileWithoutValidatorsIsRefused() throws IOException {
    String expected = "expected a list 'validators' with at least one entry";
    assertTrue(problems(write("{}")).contains(expected));
    assertTrue(problems(write("{\"validators\": []}")).contains(expected));
    assertTrue(problems(write("{\"validators\": \"node_1\"}")).contains(expected));
  }
}
