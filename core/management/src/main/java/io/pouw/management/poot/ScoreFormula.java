package io.pouw.management.poot;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * From evidence to a score; docs/poot.md states the same in formulas. A pure function of its inputs
 * in integers.
 */
public final class ScoreFormula {
  /** A score may at most double against its mean of 24 hours. */
  static final int MAX_JUMP = 2;

  /** Scores under this are too low for a jump to say anything. */
  static final int JUMP_FLOOR = 50_000;

  /** So many earlier scores make a mean. */
  static final int LEAST_SCORES = 3;

  private final ScoringTerms terms;
  private final List<Standard> standards;

  public ScoreFormula(ScoringTerms terms, List<Standard> standards) {
    this.terms = terms;
    this.standards = List.copyOf(standards);
  }

  /** The score of a worker in a period. */
  public Score score(Period period, Evidence evidence, Past past) {
    List<TypeWork> work = evidence.chain().work();
    Map<Factor, Integer> factors = factors(evidence, work);
    int latest = weighted(factors);
    var types = new ArrayList<Score.TypeScore>();
    for (TypeWork each : work)
      types.add(new Score.TypeScore(each.taskType(), weighted(factors(evidence, List.of(each)))));
    int value = Math.min(smoothed(latest, period, past), limit(past));
    return new Score(
        value, latest, confidence(evidence, past), List.copyOf(factors.values()), types);
  }

  private Map<Factor, Integer> factors(Evidence evidence, List<TypeWork> work) {
    ChainEvidence chain = evidence.chain();
    var factors = new EnumMap<Factor, Integer>(Factor.class);
    factors.put(Factor.VERIFIED_WORK, mean(work, each -> amount(each)));
    factors.put(
        Factor.CORRECTNESS,
        Ppm.of(
            chain.held() + 1,
            Math.addExact(
                chain.held() + 2,
                Math.multiplyExact(chain.convictions(), (long) terms.convictionCost()))));
    factors.put(
        Factor.AVAILABILITY,
        Ppm.of(Math.min(evidence.heard(), evidence.expected()), evidence.expected()));
    factors.put(Factor.LATENCY, latency(evidence.latencyMicros()));
    factors.put(Factor.RESOURCE_USE, mean(work, each -> perCore(each, evidence.cores())));
    factors.put(Factor.TENURE, Ppm.saturating(chain.tenureBlocks(), terms.tenureHalfBlocks()));
    return factors;
  }

  /** What was not measured counts nothing, or nobody would let himself be measured. */
  private int latency(long micros) {
    return micros == 0
        ? 0
        : Ppm.of(terms.latencyTargetMicros(), Math.addExact(terms.latencyTargetMicros(), micros));
  }

  private int amount(TypeWork work) {
    return Ppm.saturating(work.megaflop(), standard(work).megaflop());
  }

  private int perCore(TypeWork work, int cores) {
    return Ppm.saturating(work.megaflop() / cores, standard(work).megaflopPerCore());
  }

  private Standard standard(TypeWork work) {
    for (Standard each : standards) if (each.taskType().equals(work.taskType())) return each;
    return new Standard(work.taskType(), 1, 1);
  }

  /** Kinds count alike, whatever their units weigh. */
  private static int mean(List<TypeWork> work, java.util.function.ToIntFunction<TypeWork> value) {
    if (work.isEmpty()) return 0;
    long sum = work.stream().mapToLong(value::applyAsInt).sum();
    return (int) (sum / work.size());
  }

  private int weighted(Map<Factor, Integer> factors) {
    long sum = 0;
    for (Map.Entry<Factor, Integer> each : factors.entrySet())
      sum += (long) terms.weight(each.getKey()) * each.getValue();
    return (int) (sum / Ppm.ONE);
  }

  /** Exponential smoothing; periods without a score let the old one fade first. */
  private int smoothed(int latest, Period period, Past past) {
    if (past.scores() == 0) return latest;
    long missed = Math.max(0, period.number() - past.lastPeriod() - 1);
    int faded = Ppm.times(past.last(), Ppm.power(terms.decay(), missed));
    return Ppm.mix(faded, latest, terms.smoothing());
  }

  /** The highest score that is believed after such a past. */
  static int limit(Past past) {
    if (past.dayScores() < LEAST_SCORES) return Ppm.ONE;
    return (int) Math.min(Ppm.ONE, (long) MAX_JUMP * Math.max(past.dayMean(), JUMP_FLOOR));
  }

  private int confidence(Evidence evidence, Past past) {
    long pieces =
        Math.addExact(
            Math.addExact(evidence.chain().held(), evidence.chain().convictions()), past.scores());
    return Ppm.saturating(pieces, terms.confidenceHalf());
  }
}
