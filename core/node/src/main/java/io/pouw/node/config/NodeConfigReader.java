package io.pouw.node.config;

import io.pouw.consensus.sync.TrustedCheckpoint;
import io.pouw.node.payout.RailSettings;
import io.pouw.plugin.Role;
import io.pouw.primitives.Amounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Turns layered settings into a {@link NodeConfig} and reports every problem at once. */
public final class NodeConfigReader {
  private static final String ROLE_PREFIX = "settings.";

  /** Characters of an API token: {@code openssl rand -hex 16} makes as many. */
  private static final int LEAST_TOKEN = 32;

  private final Map<String, String> left;
  private final List<String> problems;

  private NodeConfigReader(Layers layers) {
    left = layers.values();
    problems = new ArrayList<>(layers.problems());
  }

  /**
   * Reads the configuration.
   *
   * @throws ConfigurationException naming every unknown key and every bad value
   */
  public static NodeConfig read(Layers layers) {
    return new NodeConfigReader(layers).read();
  }

  private NodeConfig read() {
    var settings = new TreeMap<String, String>();
    left.keySet().removeIf(key -> take(key, settings));
    Path dataFolder = Path.of(text("data_folder", "data/run/node"));
    Optional<NodeConfig.Endpoint> api = api();
    Duration viewTimeout = seconds("consensus.view_change_timeout", 5.0);
    var config =
        new NodeConfig(
            text("node_id", "node"),
            roles(),
            dataFolder,
            Path.of(text("genesis", "genesis.json")),
            Path.of(text("plugins", "plugins")),
            text("network.listen_host", "127.0.0.1"),
            number("network.listen_port", 8000, 0, 65535),
            addresses("network.bootstrap_peers"),
            number("network.max_peers", 50, 1, 1000),
            viewTimeout,
            seconds("consensus.timeout", Math.clamp(2 * viewTimeout.toMillis() / 1000.0, 10, 3600)),
            seconds("consensus.heartbeat", 1.0),
            api,
            number("compute_threads", 1, 1, 1024),
            amount("stake", "100"),
            settings,
            storage(),
            sync(),
            new ManagementReader(this).read(dataFolder, api.isPresent()));
    if (config.maxViewTimeout().compareTo(config.viewTimeout()) < 0)
      problems.add(
          "consensus.timeout: %s s is below consensus.view_change_timeout, %s s"
              .formatted(
                  config.maxViewTimeout().toMillis() / 1000.0,
                  config.viewTimeout().toMillis() / 1000.0));
    for (String key : left.keySet()) problems.add("unknown setting '" + key + "'");
    if (!problems.isEmpty()) throw new ConfigurationException(problems);
    return config;
  }

  private boolean take(String key, Map<String, String> settings) {
    // Those are ClusterSettings, and read where a cluster is joined.
    if (key.startsWith("cluster.")) return true;
    boolean payout = key.startsWith(RailSettings.PREFIX);
    if (!payout && !key.startsWith(ROLE_PREFIX)) return false;
    settings.put(payout ? key : key.substring(ROLE_PREFIX.length()), left.getOrDefault(key, ""));
    return true;
  }

  private Set<Role> roles() {
    var roles = new TreeSet<Role>();
    String text = text("role", "");
    for (String name : text.isBlank() ? List.<String>of() : List.of(text.split(",", -1))) {
      try {
        roles.add(Role.valueOf(name.strip().toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        problems.add(
            "role: '" + name + "' is none of miner, supervisor, verifier, evaluator, peer");
      }
    }
    return roles;
  }

  private StorageSettings storage() {
    int retention = number("storage.retention_blocks", 0, 0, Integer.MAX_VALUE);
    if (retention > 0 && retention < StorageSettings.LEAST_RETENTION)
      problems.add(
          "storage.retention_blocks: %d is too few, expected at least %d, or 0 to keep all"
              .formatted(retention, StorageSettings.LEAST_RETENTION));
    return new StorageSettings(
        retention, number("storage.snapshot_blocks", 1_000, 0, Integer.MAX_VALUE));
  }

  private SyncSettings sync() {
    String mode = text("sync.mode", "blocks");
    if (!mode.equals("blocks") && !mode.equals("state"))
      problems.add("sync.mode: '" + mode + "' is none of blocks, state");
    String checkpoint = text("sync.trusted_checkpoint", "");
    Optional<TrustedCheckpoint> trusted = Optional.empty();
    try {
      if (!checkpoint.isBlank()) trusted = Optional.of(TrustedCheckpoint.parse(checkpoint.strip()));
    } catch (IllegalArgumentException e) {
      problems.add("sync.trusted_checkpoint: " + e.getMessage());
    }
    return new SyncSettings(mode.equals("state") || trusted.isPresent(), trusted);
  }

  boolean flag(String key, boolean fallback) {
    String value = text(key, Boolean.toString(fallback)).strip();
    if (value.equals("true") || value.equals("false")) return value.equals("true");
    problems.add(key + ": '" + value + "' is neither true nor false");
    return fallback;
  }

  private Optional<NodeConfig.Endpoint> api() {
    String port = text("api.port", "");
    String host = text("api.host", "127.0.0.1");
    Optional<String> token = token(text("api.token_file", ""));
    if (port.isEmpty()) return Optional.empty();
    return Optional.of(new NodeConfig.Endpoint(host, whole("api.port", port, 0, 65535), token));
  }

  private Optional<String> token(String file) {
    if (file.isEmpty()) return Optional.empty();
    try {
      String token = Files.readString(Path.of(file)).strip();
      if (token.length() >= LEAST_TOKEN) return Optional.of(token);
      problems.add(
          "api.token_file: %s holds %d characters, expected at least %d"
              .formatted(file, token.length(), LEAST_TOKEN));
    } catch (IOException e) {
      problems.add("api.token_file: cannot read " + file);
    }
    return Optional.empty();
  }

  private List<String> addresses(String key) {
    String text = text(key, "");
    if (text.isBlank()) return List.of();
    var addresses = new ArrayList<String>();
    for (String address : text.split(",", -1)) {
      if (address.strip().matches("[^:\\s]+:\\d{1,5}")) addresses.add(address.strip());
      else problems.add(key + ": '" + address + "' is not host:port");
    }
    return addresses;
  }

  String text(String key, String fallback) {
    String value = left.remove(key);
    return value == null ? fallback : value;
  }

  int number(String key, int fallback, int low, int high) {
    return whole(key, text(key, Integer.toString(fallback)), low, high);
  }

  private int whole(String key, String text, int low, int high) {
    int value =
        parsed(key, text, Integer::valueOf, low, "a whole number from " + low + " to " + high);
    if (value >= low && value <= high) return value;
    problems.add(key + ": " + value + " is not from " + low + " to " + high);
    return low;
  }

  Duration seconds(String key, double fallback) {
    String expected = "a number of seconds from 0.01 to 3600";
    double value =
        parsed(key, text(key, Double.toString(fallback)), Double::valueOf, fallback, expected);
    if (value >= 0.01 && value <= 3600) return Duration.ofMillis(Math.round(value * 1000));
    problems.add(key + ": " + value + " is not " + expected);
    return Duration.ofSeconds(1);
  }

  private long amount(String key, String fallback) {
    return parsed(key, text(key, fallback), Amounts::parse, 0L, "an amount of PAI");
  }

  void problem(String problem) {
    problems.add(problem);
  }

  private <T> T parsed(
      String key, String text, Function<String, T> parse, T fallback, String expected) {
    try {
      return parse.apply(text.strip());
    } catch (IllegalArgumentException e) {
      problems.add(key + ": '" + text + "' is not " + expected);
      return fallback;
    }
  }
}
