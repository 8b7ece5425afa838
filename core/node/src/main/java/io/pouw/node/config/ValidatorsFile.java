package io.pouw.node.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.pouw.primitives.Amounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The validators of a network to be: {@code {"validators": [{"node_id": "node_1", "stake": 10000,
 * "initial_balance": 0}]}}, amounts in PAI.
 */
public final class ValidatorsFile {
  private static final int MAX_NAME = 64;

  private ValidatorsFile() {}

  /**
   * One line of the file.
   *
   * @param stake base units
   * @param initialBalance base units
   */
  public record Entry(String nodeId, long stake, long initialBalance) {}

  /**
   * Reads the file.
   *
   * @throws ConfigurationException naming every problem in it
   */
  public static List<Entry> read(Path file) {
    JsonNode list = GenesisFile.json(file).path("validators");
    var problems = new ArrayList<String>();
    var entries = new ArrayList<Entry>();
    if (!list.isArray() || list.isEmpty())
      problems.add(file + ": expected a list 'validators' with at least one entry");
    for (JsonNode each : list) {
      String id = each.path("node_id").asText("");
      if (id.isBlank() || id.length() > MAX_NAME)
        problems.add(file + ": a validator's node_id is '" + id + "', expected 1 to 64 characters");
      try {
        entries.add(
            new Entry(
                id,
                Amounts.parse(each.path("stake").asText("0")),
                Amounts.parse(each.path("initial_balance").asText("0"))));
      } catch (IllegalArgumentException e) {
        problems.add(file + ": " + id + ": " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) throw new ConfigurationException(problems);
    return entries;
  }
}
