package io.pouw.node.payout;

import io.pouw.management.payout.PayoutRules;
import io.pouw.node.config.ConfigurationException;
import io.pouw.plugin.PayoutRail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * How the configuration wants one rail: {@code payout.RAIL.*}. The keys named here are the
 * engine's, all others are the rail's own.
 *
 * @param rules amounts in the rail's smallest unit
 * @param check from one look at the network to the next
 * @param own for the rail
 */
public record RailSettings(PayoutRules rules, Duration check, Map<String, String> own) {
  public static final String PREFIX = "payout.";
  private static final long MAX_SECONDS = 366L * 24 * 3_600;
  private static final int DEFAULT_CHECK_SECONDS = 5;

  public RailSettings {
    own = Map.copyOf(own);
  }

  /** The rails that the settings name and do not switch off. */
  public static List<String> rails(Map<String, String> settings) {
    var names = new TreeSet<String>();
    for (String key : settings.keySet())
      if (key.startsWith(PREFIX) && key.indexOf('.', PREFIX.length()) > 0)
        names.add(key.substring(PREFIX.length(), key.indexOf('.', PREFIX.length())));
    names.removeIf(
        name -> settings.getOrDefault(PREFIX + name + ".enabled", "true").equals("false"));
    return List.copyOf(names);
  }

  /**
   * Reads those of one rail.
   *
   * @throws ConfigurationException with every problem
   */
  public static RailSettings of(PayoutRail rail, Map<String, String> settings) {
    return new Reader(rail, settings).read();
  }

  private static final class Reader {
    private final PayoutRail rail;
    private final String prefix;
    private final Map<String, String> left = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    Reader(PayoutRail rail, Map<String, String> settings) {
      this.rail = rail;
      this.prefix = PREFIX + rail.name() + ".";
      settings.forEach((key, value) -> {
        if (key.startsWith(prefix)) left.put(key.substring(prefix.length()), value);
      });
    }

    RailSettings read() {
      PayoutRules usual = PayoutRules.DEFAULT;
      left.remove("enabled");
      long threshold = amount("threshold", rail.unit(), usual.threshold());
      long approval = amount("approval_above", rail.unit(), usual.approvalAbove());
      long daily = amount("daily_limit", rail.unit(), usual.dailyLimit());
      long maxFee = amount("max_fee", rail.feeUnit(), usual.maxFee());
      int maxBatch = (int) whole("max_batch", usual.maxBatch(), 1, 10_000);
      int attempts = (int) whole("max_attempts", usual.maxAttempts(), 1, 100);
      Duration every = seconds("every_seconds", usual.every().toSeconds());
      Duration first = seconds("retry_seconds", usual.firstDelay().toSeconds());
      Duration longest = seconds("longest_retry_seconds", usual.longestDelay().toSeconds());
      Duration check = seconds("check_seconds", DEFAULT_CHECK_SECONDS);
      if (threshold < 1) problems.add(prefix + "threshold: expected more than 0");
      if (longest.compareTo(first) < 0)
        problems.add(prefix + "longest_retry_seconds: is below retry_seconds");
      if (check.isZero()) problems.add(prefix + "check_seconds: expected 1 or more");
      if (!problems.isEmpty()) throw new ConfigurationException(problems);
      var rules =
          new PayoutRules(
              threshold, approval, daily, maxBatch, every, maxFee, attempts, first, longest);
      return new RailSettings(rules, check, left);
    }

    private long amount(String key, PayoutRail.Unit unit, long fallback) {
      return parsed(key, fallback, unit::parse, "an amount of " + unit.symbol());
    }

    private Duration seconds(String key, long fallback) {
      return Duration.ofSeconds(whole(key, fallback, 0, MAX_SECONDS));
    }

    private long whole(String key, long fallback, long low, long high) {
      long value = parsed(key, fallback, Long::valueOf, "a whole number");
      if (value >= low && value <= high) return value;
      problems.add(prefix + key + ": " + value + " is not from " + low + " to " + high);
      return fallback;
    }

    private long parsed(String key, long fallback, Function<String, Long> parse, String expected) {
      Optional<String> text = Optional.ofNullable(left.remove(key));
      try {
        return text.map(String::strip).map(parse).orElse(fallback);
      } catch (IllegalArgumentException e) {
        problems.add(prefix + key + ": '" + text.orElse("") + "' is not " + expected);
        return fallback;
      }
    }
  }
}
