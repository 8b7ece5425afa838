package io.pouw.node.config;

import io.pouw.management.poot.ScoringTerms;
import io.pouw.management.resource.Resource;
import io.pouw.management.resource.Threshold;
import io.pouw.management.worker.HealthRules;
import io.pouw.storage.sql.SqlSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the settings {@code management.*}. */
final class ManagementReader {
  private static final int TEN_THOUSAND = 10_000;

  private final NodeConfigReader all;

  ManagementReader(NodeConfigReader all) {
    this.all = all;
  }

  /**
   * What they say; empty if management is off.
   *
   * @param byDefault whether it is on unless they say otherwise: on a node with an API, as without
   *     one nobody could ask it for anything
   */
  Optional<ManagementSettings> read(Path dataFolder, boolean byDefault) {
    boolean enabled = all.flag("management.enabled", byDefault);
    Optional<SqlSettings> database = database(dataFolder);
    var settings =
        database.map(each ->
            new ManagementSettings(
                each,
                health(),
                scoring(),
                all.seconds(
                    "management.score.period",
                    ManagementSettings.DEFAULT_PERIOD.toMillis() / 1_000.0),
                thresholds()));
    return enabled ? settings : Optional.empty();
  }

  private Optional<SqlSettings> database(Path dataFolder) {
    SqlSettings embedded = SqlSettings.embedded(dataFolder.resolve("management"));
    String url = all.text("management.database.url", embedded.url());
    String user = all.text("management.database.user", embedded.user());
    String password = all.text("management.database.password_file", "");
    int connections =
        all.number("management.database.connections", SqlSettings.DEFAULT_CONNECTIONS, 1, 100);
    Optional<Path> file = password.isBlank() ? Optional.empty() : Optional.of(Path.of(password));
    try {
      return Optional.of(new SqlSettings(url, user, file, connections));
    } catch (IllegalArgumentException e) {
      all.problem("management.database.url: " + e.getMessage());
      return Optional.empty();
    }
  }

  private HealthRules health() {
    HealthRules usual = HealthRules.DEFAULT;
    Duration interval =
        all.seconds("management.heartbeat_interval", usual.interval().toMillis() / 1_000.0);
    int suspect = all.number("management.suspect_after", usual.suspectAfter(), 1, 1_000);
    int offline = all.number("management.offline_after", usual.offlineAfter(), 1, TEN_THOUSAND);
    int days =
        all.number("management.metrics_days", (int) usual.retention().toDays(), 1, TEN_THOUSAND);
    try {
      return new HealthRules(interval, suspect, offline, Duration.ofDays(days));
    } catch (IllegalArgumentException e) {
      all.problem("management.offline_after: " + e.getMessage());
      return usual;
    }
  }

  private ScoringTerms scoring() {
    ScoringTerms usual = ScoringTerms.DEFAULT;
    String weights = all.text("management.score.weights", "");
    if (weights.isBlank()) return usual;
    try {
      List<Integer> parts =
          Arrays.stream(weights.split(",", -1)).map(each -> Integer.valueOf(each.strip())).toList();
      return new ScoringTerms(
          parts,
          usual.latencyTargetMicros(),
          usual.tenureHalfBlocks(),
          usual.convictionCost(),
          usual.smoothing(),
          usual.decay(),
          usual.confidenceHalf());
    } catch (IllegalArgumentException e) {
      all.problem("management.score.weights: '" + weights + "': " + e.getMessage());
      return usual;
    }
  }

  /** Such as {@code management.alerts.cpu: "95/85"}: raised at 95 %, cleared at 85 %. */
  private Map<Resource, Threshold> thresholds() {
    var thresholds = new EnumMap<Resource, Threshold>(Resource.class);
    for (Resource each : Resource.values()) {
      String key = "management.alerts." + each.name().toLowerCase(Locale.ROOT);
      String text = all.text(key, "").strip();
      if (text.isEmpty()) continue;
      try {
        String[] parts = text.split("/", -1);
        if (parts.length != 2) throw new IllegalArgumentException("two numbers are wanted");
        thresholds.put(
            each,
            new Threshold(
                Integer.parseInt(parts[0]) * TEN_THOUSAND,
                Integer.parseInt(parts[1]) * TEN_THOUSAND,
                Threshold.usual(each).samples()));
      } catch (IllegalArgumentException e) {
        all.problem(
            "%s: '%s' is not such as 95/85, percent to raise and to clear an alert"
                .formatted(key, text));
      }
    }
    return thresholds;
  }
}
