package io.pouw.node.cluster;

import io.pouw.node.config.ConfigurationException;
import io.pouw.node.config.Layers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the settings under {@code cluster.} and reports every problem at once. */
public final class ClusterSettingsReader {
  /** What the settings' keys begin with. */
  public static final String PREFIX = "cluster.";

  private static final int HAZELCAST_PORT = 5701;
  private static final int MOST_UNITS = 4_096;

  private final Map<String, String> left = new TreeMap<>();
  private final Map<String, String> all;
  private final List<String> problems;

  private ClusterSettingsReader(Layers layers) {
    all = layers.values();
    problems = new ArrayList<>(layers.problems());
    all.forEach((key, value) -> {
      if (key.startsWith(PREFIX)) left.put(key.substring(PREFIX.length()), value.strip());
    });
  }

  /**
   * Reads the settings.
   *
   * @throws ConfigurationException naming every unknown key and every bad value
   */
  public static ClusterSettings read(Layers layers) {
    return new ClusterSettingsReader(layers).read();
  }

  private ClusterSettings read() {
    MemberKind kind = kind();
    String secret = text("secret_file", "");
    if (secret.isEmpty())
      problems.add(
          "cluster.secret_file: is missing; all members need the same one, made by: openssl rand"
              + " -hex 32");
    if (left.getOrDefault("host", "").equals("0.0.0.0"))
      problems.add("cluster.host: 0.0.0.0 is no address that other members can reach; name one");
    boolean portGiven = left.containsKey("port");
    var settings =
        new ClusterSettings(
            kind,
            text("name", all.getOrDefault("node_id", "node")),
            text("host", "127.0.0.1"),
            number("port", HAZELCAST_PORT, 1, 65_535),
            !portGiven,
            discovery(),
            Path.of(secret),
            number(
                "capacity", Math.max(1, Runtime.getRuntime().availableProcessors()), 1, MOST_UNITS),
            Duration.ofSeconds(number("lease_seconds", 3, 1, 60)),
            database());
    if (kind == MemberKind.FULL && settings.database().isEmpty())
      problems.add(
          "cluster.database.url: is missing; full members share a database of who signs and what"
              + " was signed, such as jdbc:postgresql://host/pouw, or ./pouw cluster store on one"
              + " machine");
    for (String key : left.keySet()) problems.add("unknown setting '" + PREFIX + key + "'");
    if (!problems.isEmpty()) throw new ConfigurationException(problems);
    return settings;
  }

  private MemberKind kind() {
    String name = text("member_kind", "full");
    try {
      return MemberKind.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      problems.add(
          "cluster.member_kind: '" + name + "' is none of full, worker, verifier, gateway");
      return MemberKind.FULL;
    }
  }

  private Discovery discovery() {
    String join = text("join", "tcp");
    String members = text("members", "127.0.0.1");
    String group = text("multicast_group", "224.2.2.3");
    int port = number("multicast_port", 54_327, 1, 65_535);
    String service = text("kubernetes_service", "");
    return switch (join) {
      case "tcp" -> new Discovery.Addresses(List.of(members.split("\\s*,\\s*", -1)));
      case "multicast" -> new Discovery.Multicast(group, port);
      case "kubernetes" -> {
        if (service.isEmpty())
          problems.add(
              "cluster.kubernetes_service: is missing; the DNS name of a headless service");
        yield new Discovery.Kubernetes(service);
      }
      default -> {
        problems.add("cluster.join: '" + join + "' is none of tcp, multicast, kubernetes");
        yield new Discovery.Addresses(List.of());
      }
    };
  }

  private Optional<ClusterSettings.SharedDatabase> database() {
    String url = text("database.url", "");
    String user = text("database.user", "pouw");
    String file = text("database.password_file", "");
    if (url.isEmpty()) return Optional.empty();
    return Optional.of(
        new ClusterSettings.SharedDatabase(
            url, user, file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file))));
  }

  private String text(String key, String fallback) {
    String value = left.remove(key);
    return value == null ? fallback : value;
  }

  private int number(String key, int fallback, int low, int high) {
    String text = text(key, Integer.toString(fallback));
    try {
      int value = Integer.parseInt(text);
      if (value >= low && value <= high) return value;
    } catch (NumberFormatException e) {
      // Said below.
    }
    problems.add(
        "%s%s: '%s' is not a whole number from %d to %d".formatted(PREFIX, key, text, low, high));
    return low;
  }
}
