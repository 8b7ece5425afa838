package io.pouw.node.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings as dotted keys, such as {@code network.listen_port}, from several places: command line
 * over environment over file over defaults.
 */
public final class Layers {
  /** Holds the keystore's password, if it is set. */
  public static final String PASSWORD_VARIABLE = "POUW_KEYSTORE_PASSWORD";

  private static final String ENVIRONMENT_PREFIX = "POUW_";

  /**
   * Variables with the prefix that are no settings; the last one is for the log's configuration.
   */
  private static final Set<String> NO_SETTINGS = Set.of(PASSWORD_VARIABLE, "POUW_LOG_LEVEL");

  private final Map<String, String> values = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  /** Adds the settings of a JSON file. */
  public Layers file(Path file) {
    try {
      JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(file));
      if (!root.isObject()) problems.add(file + ": expected a JSON object");
      else flatten("", root);
    } catch (JsonProcessingException e) {
      problems.add(file + ": is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      problems.add("cannot read the configuration " + file + ": " + e.getMessage());
    }
    return this;
  }

  /**
   * Adds variables such as {@code POUW_NETWORK__LISTEN_PORT}: two underscores stand for the dot.
   */
  public Layers environment(Map<String, String> environment) {
    environment.forEach((name, value) -> {
      if (name.startsWith(ENVIRONMENT_PREFIX) && !NO_SETTINGS.contains(name))
        values.put(
            name.substring(ENVIRONMENT_PREFIX.length()).toLowerCase(Locale.ROOT).replace("__", "."),
            value);
    });
    return this;
  }

  /** Adds single settings, the strongest layer so far. */
  public Layers values(Map<String, String> more) {
    values.putAll(more);
    return this;
  }

  /** All settings, the strongest layer's of each key. */
  public Map<String, String> values() {
    return new TreeMap<>(values);
  }

  /** What could not be read. */
  public List<String> problems() {
    return problems;
  }

  private void flatten(String prefix, JsonNode node) {
    node.fields()
        .forEachRemaining(field -> {
          String key = prefix + field.getKey();
          JsonNode value = field.getValue();
          if (value.isObject()) flatten(key + ".", value);
          else if (value.isArray()) values.put(key, joined(value));
          else values.put(key, value.asText());
        });
  }

  /**
   * Arrays become comma-separated text; of objects, as in {@code bootstrap_peers}, the address
   * counts.
   */
  private static String joined(JsonNode array) {
    var parts = new ArrayList<String>();
    array.forEach(
        each -> parts.add(each.isObject() ? each.path("address").asText() : each.asText()));
    return String.join(",", parts);
  }
}
