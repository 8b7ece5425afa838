package io.pouw.security.gradient;

import io.pouw.primitives.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the updates of a round with each other and with their robust mean. Pure: what is
 * remembered of the workers goes in and comes out. Medians over the workers are the measure, so
 * that fewer than half of them cannot shift it.
 *
 * <p>It assumes that the honest workers' data is drawn alike. Who has other data than all others
 * looks like an attacker; so a verdict is a reason to look, never to slash. Not told from the
 * honest are an attacker who sends what one of them sends (mimic), and attackers who stay as far
 * from the mean as the honest are (ALIE with z about 1; with the z of its paper they are too near
 * each other and the mean).
 */
public final class GradientDetector {
  /** Under this median cosine the updates have no common direction to deviate from. */
  private static final double LEAST_AGREEMENT = 0.2;

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
   * @param updates one of each worker, finite or not
   * @param robustMean of as many values, finite: best the coordinate-wise median of the finite
   *     updates. It must not be one of them, as Krum's result is: that one would stand out by being
   *     so near
   * @throws IllegalArgumentException if the sizes do not fit, or a worker is named twice
   */
  public GradientJudgement judge(
      GradientHistory history,
      long round,
      List<Address> workers,
      List<float[]> updates,
      float[] robustMean) {
    check(workers, updates, robustMean);
    Geometry geometry = Geometry.of(updates, robustMean);
    double norm = Geometry.median(geometry.norms());
    double cosine = Geometry.median(geometry.cosines());
    double distance = Geometry.median(geometry.distances());
    List<GradientVerdict> verdicts = new ArrayList<>();
    Map<Address, WorkerRecord> records = new LinkedHashMap<>();
    int suspects = 0;
    for (int i = 0; i < workers.size(); i++) {
      var scores = new Scores(workers.get(i), round);
      if (geometry.notFinite()[i] > 0) {
        scores.add(Anomaly.NON_FINITE, geometry.notFinite()[i], 1);
      } else {
        scores.compare(Anomaly.NORM, geometry.norms()[i], norm);
        scores.add(
            Anomaly.DIRECTION, shortfall(geometry.cosines()[i], cosine), policy.directionLimit());
        scores.compare(Anomaly.DISTANCE, geometry.distances()[i], distance);
      }
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

  /** The verdicts on one update, and how near it came to the nearest limit. */
  private final class Scores {
    private final Address worker;
    private final long round;
    private final List<GradientVerdict> verdicts = new ArrayList<>();
    private double nearness;

    Scores(Address worker, long round) {
      this.worker = worker;
      this.round = round;
    }

    /** Compares by the greater over the smaller. */
    void compare(Anomaly anomaly, double value, double median) {
      double ratio = value == median ? 1 : Math.max(value, median) / Math.min(value, median);
      add(anomaly, ratio, policy.ratioLimit());
    }

    /** Scores up to half the limit are ordinary; from there suspicion grows to 1 at the limit. */
    void add(Anomaly anomaly, double score, double limit) {
      if (score >= limit) verdicts.add(new GradientVerdict(worker, round, anomaly, score, limit));
      nearness = Math.max(nearness, Math.min(1, Math.max(0, 2 * score / limit - 1)));
    }
  }

  private static double shortfall(double cosine, double median) {
    if (Double.isNaN(cosine) || !(median >= LEAST_AGREEMENT)) return 0;
    return (median - cosine) / median;
  }

  private static void check(List<Address> workers, List<float[]> updates, float[] robustMean) {
    if (workers.size() != updates.size())
      throw new IllegalArgumentException(
          "%d workers sent %d updates".formatted(workers.size(), updates.size()));
    if (workers.stream().distinct().count() != workers.size())
      throw new IllegalArgumentException("a worker is named twice in a round");
    for (float[] update : updates)
      if (update.length != robustMean.length)
        throw new IllegalArgumentException(
            "an update has %d values, the robust mean %d"
                .formatted(update.length, robustMean.length));
  }
}
