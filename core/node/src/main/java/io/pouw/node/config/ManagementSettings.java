package io.pouw.node.config;

import io.pouw.management.poot.ScoringTerms;
import io.pouw.management.resource.Resource;
import io.pouw.management.resource.Threshold;
import io.pouw.management.worker.HealthRules;
import io.pouw.storage.sql.SqlSettings;
import java.time.Duration;
import java.util.Map;

/**
 * How a node manages workers, pools, scores and payouts.
 *
 * @param database where it keeps them
 * @param health when a silent worker is given up
 * @param scoring how scores are computed
 * @param scorePeriod from one score to the next, in the chain's time
 * @param thresholds of the machine's alerts, by resource; the usual ones for those left out
 */
public record ManagementSettings(
    SqlSettings database,
    HealthRules health,
    ScoringTerms scoring,
    Duration scorePeriod,
    Map<Resource, Threshold> thresholds) {
  /** Ten minutes: 144 scores make the day that a score is compared with. */
  public static final Duration DEFAULT_PERIOD = Duration.ofMinutes(10);

  public ManagementSettings {
    thresholds = Map.copyOf(thresholds);
  }

  /** The defaults on this database. */
  public static ManagementSettings on(SqlSettings database) {
    return new ManagementSettings(
        database, HealthRules.DEFAULT, ScoringTerms.DEFAULT, DEFAULT_PERIOD, Map.of());
  }
}
