package io.pouw.security.gradient;

import io.pouw.primitives.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the updates of a round with each other and with the median of each coordinate. Pure:
 * what is remembered of the workers goes in and comes out. Medians over the workers are the
 * measure, so that fewer than half of them cannot shift it.
 *
 * <p>It assumes that the honest workers' data is drawn alike. Who has other data than all others
 * looks like an attacker; so a verdict is a reason to look, never to slash. An attacker who copies
 * an honest worker (mimic) is seen, but not which of the two is the copy. Not told from the honest
 * are attackers who stay as far from the mean as the honest are (ALIE with z about 1; with the z of
 * its paper they are too near each other and the mean).
 */
public final class GradientDetector {
  /** Makes the median of absolute deviations the standard deviation of normal values. */
  private static final double NORMAL = 1.4826;

  /** Cosines are taken to scatter by this at least. */
  private static final double LEAST_SCATTER = 0.05;

  /** Fewer updates than these have no majority to compare with. */
  private static final int LEAST_UPDATES = 3;

  private final GradientPolicy policy;

  public GradientDetector(GradientPolicy policy) {
    this.policy = policy;
  }

  /**
   * Judges a round.
   *
   * @param history as the round before left it
   * @param round from 0
   * @param workers who sent the updates, each once
   * @param updates one of each worker, finite or not, of equal length
   * @throws IllegalArgumentException if the sizes do not fit, or a worker is named twice
   */
  public GradientJudgement judge(
      GradientHistory history, long round, List<Address> workers, List<float[]> updates) {
    for (float[] update : updates)
      if (update.length != updates.getFirst().length)
        throw new IllegalArgumentException(
            "an update has %d values, another %d"
                .formatted(update.length, updates.getFirst().length));
    return judge(history, round, workers, Geometry.of(updates));
  }

  GradientJudgement judge(
      GradientHistory history, long round, List<Address> workers, Geometry measured) {
    check(workers, measured);
    var limits = new Middle(measured);
    List<GradientVerdict> verdicts = new ArrayList<>();
    Map<Address, WorkerRecord> records = new LinkedHashMap<>();
    int suspects = 0;
    for (int i = 0; i < workers.size(); i++) {
      var scores = new Scores(workers.get(i), round);
      limits.compare(i, scores);
      WorkerRecord known = history.find(workers.get(i)).orElse(WorkerRecord.NEW);
      WorkerRecord next = known.suspected(scores.nearness, policy);
      if (scores.verdicts.isEmpty())
        scores.add(Anomaly.HISTORY, next.suspicion(), policy.historyLimit());
      boolean anomalous = !scores.verdicts.isEmpty();
      if (anomalous) suspects++;
      verdicts.addAll(scores.verdicts);
      records.put(workers.get(i), next.judged(anomalous, policy));
    }
    boolean over = suspects > policy.byzantineTolerance() * workers.size();
    return new GradientJudgement(verdicts, over, history.with(records));
  }

  /** What is usual in a round. */
  private final class Middle {
    private final Geometry all;
    private final double norm;
    private final double cosine;
    private final double scatter;
    private final double distance;

    Middle(Geometry all) {
      this.all = all;
      norm = Geometry.median(all.norms());
      cosine = Geometry.median(all.cosines());
      scatter = Math.max(LEAST_SCATTER, NORMAL * Geometry.deviation(all.cosines()));
      distance = Geometry.median(all.distances());
    }

    void compare(int i, Scores scores) {
      if (all.notFinite()[i] > 0) {
        scores.add(Anomaly.MALFORMED, all.notFinite()[i], 1);
        return;
      }
      if (all.updates() < LEAST_UPDATES) return;
      scores.add(Anomaly.NORM, ratio(all.norms()[i], norm), policy.limit());
      double under = (cosine - all.cosines()[i]) / scatter;
      scores.add(Anomaly.DIRECTION, Double.isNaN(under) ? 0 : under, policy.limit());
      scores.add(Anomaly.DISTANCE, ratio(all.distances()[i], distance), policy.limit());
      if (all.copyOf()[i] >= 0) scores.add(Anomaly.COPY, all.copyOf()[i], 0);
    }
  }

  /** The greater over the smaller. */
  private static double ratio(double value, double median) {
    return value == median ? 1 : Math.max(value, median) / Math.min(value, median);
  }

  /** The verdicts on one update, and how near it came to the nearest limit. */
  private static final class Scores {
    private final Address worker;
    private final long round;
    private final List<GradientVerdict> verdicts = new ArrayList<>();
    private double nearness;

    Scores(Address worker, long round) {
      this.worker = worker;
      this.round = round;
    }

    /** Scores up to half the limit are ordinary; from there suspicion grows to 1 at the limit. */
    void add(Anomaly anomaly, double score, double limit) {
      boolean reached = score >= limit;
      if (reached) verdicts.add(new GradientVerdict(worker, round, anomaly, score, limit));
      double near = reached ? 1 : 2 * score / limit - 1;
      nearness = Math.max(nearness, Math.max(0, near));
    }
  }

  private static void check(List<Address> workers, Geometry measured) {
    if (workers.size() != measured.updates())
      throw new IllegalArgumentException(
          "%d workers sent %d updates".formatted(workers.size(), measured.updates()));
    if (workers.stream().distinct().count() != workers.size())
      throw new IllegalArgumentException("a worker is named twice in a round");
  }
}
