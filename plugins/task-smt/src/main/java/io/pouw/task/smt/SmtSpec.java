package io.pouw.task.smt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the client says of a task; all of it may be left out.
 *
 * @param rlimit effort that an obligation may take: literals looked at by our solver, resource
 *     units of Z3
 * @param slots units of a round; 0: chosen by the number of obligations
 * @param checkpointRounds rounds between checkpoints; 0: a quarter of all
 * @param minDecided part of the obligations that has to be decided for the task to succeed, 0 to 1
 * @param portable whether obligations for Z3 are refused
 */
record SmtSpec(int rlimit, int slots, int checkpointRounds, double minDecided, boolean portable) {
  static final int DEFAULT_RLIMIT = 20_000_000;
  static final int MAX_RLIMIT = 2_000_000_000;
  private static final int MAX_JSON_BYTES = 64 * 1024;
  private static final Set<String> FIELDS =
      new TreeSet<>(Set.of("rlimit", "slots", "checkpoint_rounds", "min_decided", "portable"));
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What is wrong with a text, a line each; empty if nothing is. */
  static List<String> problems(byte[] json) {
    var problems = new ArrayList<String>();
    JsonNode root = tree(json, problems);
    if (!problems.isEmpty()) return problems;
    for (Map.Entry<String, JsonNode> each : root.properties())
      if (!FIELDS.contains(each.getKey()))
        problems.add("$." + each.getKey() + ": is unknown; known are " + String.join(", ", FIELDS));
    integer(root, "rlimit", 1, MAX_RLIMIT, problems);
    integer(root, "slots", 1, 100, problems);
    integer(root, "checkpoint_rounds", 1, 100, problems);
    JsonNode decided = root.path("min_decided");
    if (!decided.isMissingNode()
        && !(decided.isNumber() && decided.asDouble() >= 0 && decided.asDouble() <= 1))
      problems.add("$.min_decided: is " + decided + ", expected a number from 0 to 1");
    JsonNode portable = root.path("portable");
    if (!portable.isMissingNode() && !portable.isBoolean())
      problems.add("$.portable: is " + portable + ", expected true or false");
    return problems;
  }

  private static JsonNode tree(byte[] json, List<String> problems) {
    try {
      if (json.length > MAX_JSON_BYTES)
        problems.add("$: has " + json.length + " bytes, at most " + MAX_JSON_BYTES + " can be");
      else {
        JsonNode root = JSON.readTree(json);
        if (root.isObject()) return root;
        problems.add("$: expected a JSON object");
      }
    } catch (JsonProcessingException e) {
      problems.add(
          "$: is not JSON: line %d, column %d: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage()));
    } catch (IOException e) {
      problems.add("$: is not JSON: " + e.getMessage());
    }
    return JSON.createObjectNode();
  }

  private static void integer(
      JsonNode root, String name, int least, int most, List<String> problems) {
    JsonNode node = root.path(name);
    if (node.isMissingNode()) return;
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.asInt() < least
        || node.asInt() > most)
      problems.add(
          "$.%s: is %s, expected a whole number from %d to %d".formatted(name, node, least, most));
  }

  /**
   * Reads a specification.
   *
   * @throws IllegalArgumentException if something is wrong with it
   */
  static SmtSpec read(byte[] json) {
    List<String> problems = problems(json);
    if (!problems.isEmpty()) throw new IllegalArgumentException(String.join("; ", problems));
    JsonNode root = tree(json, problems);
    return new SmtSpec(
        root.path("rlimit").asInt(DEFAULT_RLIMIT),
        root.path("slots").asInt(0),
        root.path("checkpoint_rounds").asInt(0),
        root.path("min_decided").asDouble(0),
        root.path("portable").asBoolean(false));
  }
}
