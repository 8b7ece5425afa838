package io.pouw.node.metrics;

import io.micrometer.core.instrument.Tags;
import io.pouw.ledger.LedgerState;
import io.pouw.management.payout.PayoutFigures;
import io.pouw.management.payout.PayoutStatus;
import io.pouw.management.pool.PoolHealth;
import io.pouw.management.poot.ScoreSpread;
import io.pouw.management.poot.Verdict;
import io.pouw.management.resource.Resource;
import io.pouw.management.resource.ResourceMonitor;
import io.pouw.management.worker.WorkerStatus;
import io.pouw.node.economics.Economics;
import io.pouw.node.payout.PayoutService;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The figures of workers, pools, scores, payouts and the machine. Labels are statuses, resources
 * and the configured rails, never workers or pools, so there are few series however many of those
 * there are. All figures of a scrape are of one look at the store. Safe for many threads.
 */
public final class ManagementMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(ManagementMetrics.class);
  private static final double PPM = 1e6;

  private final NodeMetrics metrics;
  private final Duration atMostEvery;
  private final Set<String> rails = new TreeSet<>();
  private boolean described;
  private long readNanos;
  private volatile @Nullable ManagementFigures latest;

  /**
   * Figures beside others.
   *
   * @param atMostEvery scrapes that come faster see what the one before saw
   */
  public ManagementMetrics(NodeMetrics metrics, Duration atMostEvery) {
    this.metrics = metrics;
    this.atMostEvery = atMostEvery;
    this.readNanos = System.nanoTime() - atMostEvery.toNanos();
  }

  /**
   * Looks at the store anew; what cannot be read is not a number until it can. Blocks.
   *
   * @param economics of the node; empty while it manages nothing
   */
  public synchronized void refresh(
      Optional<Economics> economics, Optional<PayoutService> payouts, LedgerState ledger) {
    if (System.nanoTime() - readNanos < atMostEvery.toNanos()) return;
    latest = economics.map(each -> read(each, payouts, ledger)).orElse(null);
    readNanos = System.nanoTime();
    if (economics.isPresent() && !described) describe(economics.get().resources());
    for (PayoutService.Open each : payouts.map(PayoutService::rails).orElse(List.of()))
      if (rails.add(each.rail().name())) describe(each);
  }

  private static @Nullable ManagementFigures read(
      Economics economics, Optional<PayoutService> payouts, LedgerState ledger) {
    try {
      return ManagementFigures.read(economics, payouts, ledger);
    } catch (RuntimeException e) {
      LOG.warn("the management store was not read for the metrics: {}", e.getMessage());
      return null;
    }
  }

  private void describe(ResourceMonitor resources) {
    described = true;
    for (WorkerStatus each : WorkerStatus.values())
      gauge(
          "pouw.workers",
          "Registered workers",
          Tags.of("status", word(each)),
          figures -> figures.workers().getOrDefault(each, 0L));
    describePools();
    describeScores();
    for (Resource each : Resource.values()) describe(resources, each);
  }

  private void describePools() {
    pools("pouw.pools.operated", "Pools that this node operates", PoolFigures::operated);
    pools("pouw.pools.known", "Pools that this node knows", PoolFigures::known);
    pools("pouw.pool.members", "Members of the pools that it operates", PoolFigures::members);
    pools(
        "pouw.pool.credited.units",
        "Their settled units that wait for a distribution",
        PoolFigures::creditedUnits);
    pools(
        "pouw.pool.credited.gigaflop",
        "Their settled work that waits for a distribution, in 10^9 operations",
        PoolFigures::creditedGigaflop);
    for (PoolHealth.Level each : PoolHealth.Level.values())
      gauge(
          "pouw.pool.health",
          "Pools that this node operates, by health",
          Tags.of("level", word(each)),
          figures -> figures.pools().levels().getOrDefault(each, 0L));
  }

  private void pools(String name, String description, Function<PoolFigures, Number> value) {
    gauge(name, description, Tags.empty(), figures -> value.apply(figures.pools()));
  }

  private void describeScores() {
    score("min", ScoreSpread::least);
    score("median", ScoreSpread::median);
    score("max", ScoreSpread::greatest);
    for (Verdict each : Verdict.values())
      gauge(
          "pouw.poot.scores",
          "Scores of the last period by verdict",
          Tags.of("verdict", word(each)),
          figures ->
              figures.scores().map(scores -> scores.verdicts().getOrDefault(each, 0L)).orElse(0L));
  }

  private void score(String which, Function<ScoreSpread, Integer> value) {
    gauge(
        "pouw.poot.score",
        "Least, median and greatest score of the last period, 0 to 1",
        Tags.of("of", which),
        figures -> figures.scores().map(scores -> value.apply(scores) / PPM).orElse(Double.NaN));
  }

  private void describe(ResourceMonitor resources, Resource resource) {
    Tags tags = Tags.of("resource", word(resource));
    metrics
        .gauge(
            "pouw.resource.use",
            "Part of the machine's resource that is in use, 0 to 1",
            tags,
            () -> resources.latest().map(each -> each.ppm(resource) / PPM).orElse(Double.NaN))
        .gauge(
            "pouw.resource.alert",
            "1 while a resource is over its threshold",
            tags,
            () -> resources.raised().contains(resource) ? 1 : 0)
        .counter(
            "pouw.resource.alerts",
            "How often a resource went over its threshold since the start",
            tags,
            () -> resources.alerts(resource));
  }

  private void describe(PayoutService.Open open) {
    String rail = open.rail().name();
    double unit = Math.pow(10, open.rail().unit().decimals());
    Tags tags = Tags.of("rail", rail, "currency", open.rail().unit().symbol());
    for (PayoutStatus each : PayoutStatus.values())
      rail(
          "pouw.payouts",
          "Payouts by status: requests that are in no payment yet, and payments",
          rail,
          Tags.of("rail", rail, "status", word(each)),
          figures -> figures.tally(each).count());
    rail(
        "pouw.payout.pending",
        "Owed and neither paid, refused nor given up",
        rail,
        tags,
        figures -> figures.pending() / unit);
    rail("pouw.payout.paid", "Paid for good", rail, tags, figures -> figures.paid() / unit);
    rail(
        "pouw.payout.daily.used",
        "Put into batches today (UTC)",
        rail,
        tags,
        figures -> figures.spentToday() / unit);
    long limit = open.engine().rules().dailyLimit();
    double most = limit == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : limit / unit;
    metrics.gauge("pouw.payout.daily.limit", "Most in one day (UTC)", tags, () -> most);
    Tags only = Tags.of("rail", rail);
    metrics
        .counter(
            "pouw.payout.retries",
            "Transfers that died and were to be signed again",
            only,
            () -> rail(rail, PayoutFigures::retries))
        .counter(
            "pouw.payout.failures",
            "Payments that were given up",
            only,
            () -> rail(rail, PayoutFigures::failures));
  }

  private void rail(
      String name,
      String description,
      String rail,
      Tags tags,
      Function<PayoutFigures, Number> value) {
    metrics.gauge(name, description, tags, () -> rail(rail, value));
  }

  private Number rail(String rail, Function<PayoutFigures, ? extends Number> value) {
    ManagementFigures now = latest;
    PayoutFigures figures = now == null ? null : now.rails().get(rail);
    return figures == null ? Double.NaN : value.apply(figures);
  }

  private void gauge(
      String name, String description, Tags tags, Function<ManagementFigures, Number> value) {
    metrics.gauge(
        name,
        description,
        tags,
        () -> {
          ManagementFigures now = latest;
          return now == null ? Double.NaN : value.apply(now);
        });
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
