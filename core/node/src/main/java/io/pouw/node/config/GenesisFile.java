package io.pouw.node.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.Parameters;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.PublicKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Genesis as JSON: {@code network}, {@code time_ms}, {@code parameters} (what differs from the
 * defaults), {@code validators} (node_id, public_key, stake, initial_balance in PAI) and {@code
 * accounts} (address, balance in PAI, label).
 */
public final class GenesisFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final Set<String> TOP =
      Set.of("network", "time_ms", "parameters", "validators", "accounts");
  private static final Set<String> VALIDATOR =
      Set.of("node_id", "public_key", "stake", "initial_balance");
  private static final Set<String> ACCOUNT = Set.of("address", "balance", "label");

  private final List<String> problems = new ArrayList<>();

  private GenesisFile() {}

  /**
   * Reads a genesis file.
   *
   * @throws ConfigurationException naming every problem in it
   */
  public static Genesis read(Path file) {
    return new GenesisFile().parse(json(file), file);
  }

  /** A JSON file's root. */
  static JsonNode json(Path file) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new ConfigurationException(List.of(file + " is not JSON: " + e.getOriginalMessage()));
    } catch (IOException e) {
      throw new ConfigurationException(List.of("cannot read " + file + ": " + e.getMessage()));
    }
  }

  private Genesis parse(JsonNode root, Path file) {
    known(root, TOP, "");
    var validators = new ArrayList<GenesisValidator>();
    for (JsonNode each : list(root, "validators")) validators.add(validator(each));
    var accounts = new ArrayList<GenesisAccount>();
    for (JsonNode each : list(root, "accounts")) accounts.add(account(each));
    Parameters parameters = parameters(root.path("parameters"));
    String network = root.path("network").asText("");
    long time = root.path("time_ms").asLong(-1);
    if (problems.isEmpty())
      problems.addAll(Genesis.problems(network, time, parameters, validators, accounts));
    if (!problems.isEmpty())
      throw new ConfigurationException(
          problems.stream().map(problem -> file + ": " + problem).toList());
    return new Genesis(network, time, parameters, validators, accounts);
  }

  private JsonNode list(JsonNode root, String field) {
    JsonNode list = root.path(field);
    if (!list.isArray() && !list.isMissingNode())
      problems.add(field + ": expected a list, found " + list);
    return list.isArray() ? list : JSON.createArrayNode();
  }

  private GenesisValidator validator(JsonNode node) {
    known(node, VALIDATOR, "validators: ");
    String id = node.path("node_id").asText("");
    return new GenesisValidator(
        id,
        key(node.path("public_key").asText(""), id),
        amount(node, "stake", id),
        amount(node, "initial_balance", id));
  }

  private PublicKey key(String hex, String of) {
    try {
      return PublicKey.parse(hex);
    } catch (IllegalArgumentException e) {
      problems.add("validator " + of + ": public_key '" + hex + "' is not 64 hexadecimal digits");
      return PublicKey.of(new byte[PublicKey.BYTES]);
    }
  }

  private GenesisAccount account(JsonNode node) {
    known(node, ACCOUNT, "accounts: ");
    String text = node.path("address").asText("");
    Address address = Address.of(new byte[Address.BYTES]);
    try {
      address = Address.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add("accounts: " + e.getMessage());
    }
    return new GenesisAccount(
        address, amount(node, "balance", text), node.path("label").asText(""));
  }

  private long amount(JsonNode node, String field, String of) {
    try {
      return Amounts.parse(node.path(field).asText("0"));
    } catch (IllegalArgumentException e) {
      problems.add(of + ": " + field + ": " + e.getMessage());
      return 0;
    }
  }

  private Parameters parameters(JsonNode node) {
    if (!node.isObject() && !node.isMissingNode())
      problems.add("parameters: expected a JSON object, found " + node);
    Map<String, Long> changes = new TreeMap<>();
    node.fields()
        .forEachRemaining(field -> {
          if (field.getValue().canConvertToLong() && field.getValue().isIntegralNumber())
            changes.put(field.getKey(), field.getValue().asLong());
          else
            problems.add(
                "parameters: "
                    + field.getKey()
                    + " is "
                    + field.getValue()
                    + ", not a whole number");
        });
    try {
      return Parameters.of(changes);
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
      return Parameters.DEFAULTS;
    }
  }

  private void known(JsonNode node, Set<String> fields, String where) {
    if (!node.isObject()) {
      problems.add(where + "expected a JSON object, found " + node);
      return;
    }
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!fields.contains(name)) problems.add(where + "unknown field '" + name + "'");
        });
  }

  /** Writes a genesis so that {@link #read} gives it back. */
  public static void write(Genesis genesis, Path file) {
    ObjectNode root = JSON.createObjectNode();
    root.put("network", genesis.network()).put("time_ms", genesis.timeMs());
    ObjectNode parameters = root.putObject("parameters");
    genesis
        .parameters()
        .values()
        .forEach((parameter, value) -> {
          if (value != parameter.standard()) parameters.put(parameter.text(), value);
        });
    var validators = root.putArray("validators");
    for (GenesisValidator each : genesis.validators())
      validators
          .addObject()
          .put("node_id", each.nodeId())
          .put("public_key", each.key().toString())
          .put("stake", Amounts.format(each.stake()))
          .put("initial_balance", Amounts.format(each.initialBalance()));
    var accounts = root.putArray("accounts");
    for (GenesisAccount each : genesis.accounts())
      accounts
          .addObject()
          .put("address", each.address().toString())
          .put("balance", Amounts.format(each.balance()))
          .put("label", each.label());
    try {
      Files.write(file, JSON.writeValueAsBytes(root));
    } catch (IOException e) {
      throw new ConfigurationException(List.of("cannot write " + file + ": " + e.getMessage()));
    }
  }
}
