package io.pouw.learning.aggregation;

import java.util.Optional;

/**
 * A rule and its settings. Of n workers, {@link #byzantine} may send anything at all, and may agree
 * among themselves; each rule states the most that it bears and the source of that bound.
 */
public sealed interface AggregationSpec {
  /** The arithmetic mean (federated averaging). One Byzantine worker moves it anywhere. */
  record Mean() implements AggregationSpec {
    @Override
    public int byzantine() {
      return 0;
    }

    @Override
    public int workersNeeded() {
      return 1;
    }
  }

  /**
   * The median of each coordinate; n at least 2f + 1 (D. Yin et al., "Byzantine-robust distributed
   * learning: towards optimal statistical rates", ICML 2018, definition 1).
   */
  record Median(int byzantine) implements AggregationSpec {
    public Median {
      requireCount("byzantine", byzantine, 0);
    }

    @Override
    public int workersNeeded() {
      return majority(byzantine);
    }
  }

  /**
   * The mean of each coordinate without its f smallest and f greatest values; n at least 2f + 1 (D.
   * Yin et al., 2018, definition 2).
   */
  record TrimmedMean(int byzantine) implements AggregationSpec {
    public TrimmedMean {
      requireCount("byzantine", byzantine, 0);
    }

    @Override
    public int workersNeeded() {
      return majority(byzantine);
    }
  }

  /**
   * The point whose distances to the updates have the least sum, by smoothed Weiszfeld steps; n at
   * least 2f + 1 (K. Pillutla, S. Kakade, Z. Harchaoui, "Robust aggregation for federated
   * learning", 2022, algorithm 2).
   *
   * @param iterations 1 to 1000; the paper takes 3, arXiv 2006.09365 takes 8
   * @param smoothing distances under it count as it
   */
  record GeometricMedian(int byzantine, int iterations, float smoothing)
      implements AggregationSpec {
    public GeometricMedian {
      requireCount("byzantine", byzantine, 0);
      requireIterations(iterations);
      requirePositive("smoothing", smoothing);
    }

    @Override
    public int workersNeeded() {
      return majority(byzantine);
    }
  }

  /**
   * The mean of the {@code selected} updates that are nearest to their n - f - 2 nearest others;
   * one selected is Krum. n at least 2f + 3 and at least selected + f (P. Blanchard et al.,
   * "Machine learning with adversaries: Byzantine tolerant gradient descent", NeurIPS 2017, section
   * 4 and proposition 1).
   */
  record Krum(int byzantine, int selected) implements AggregationSpec {
    public Krum {
      requireCount("byzantine", byzantine, 0);
      requireCount("selected", selected, 1);
    }

    @Override
    public int workersNeeded() {
      return Math.max(Math.addExact(majority(byzantine), 2), Math.addExact(selected, byzantine));
    }
  }

  /**
   * Selects n - 2f updates by repeated Krum and takes, for each coordinate, the mean of the n - 4f
   * values nearest to their median; n at least 4f + 3 (E. El Mhamdi, R. Guerraoui, S. Rouault, "The
   * hidden vulnerability of distributed learning in Byzantium", ICML 2018, section 4).
   */
  record Bulyan(int byzantine) implements AggregationSpec {
    public Bulyan {
      requireCount("byzantine", byzantine, 0);
    }

    @Override
    public int workersNeeded() {
      return Math.addExact(Math.multiplyExact(byzantine, 4), 3);
    }
  }

  /**
   * Clips the updates to a ball about the last round's result and takes the mean, again and again:
   * each Byzantine worker moves the result by at most {@code iterations * radius / n} (S.
   * Karimireddy, L. He, M. Jaggi, "Learning from history for Byzantine robust optimization", ICML
   * 2021, algorithm 2). n at least 2f + 1; the paper proves convergence for f up to n / 10 (theorem
   * III) and asks for momentum at the workers. The default of federated tasks.
   *
   * @param radius in the units of an update: the paper takes 10 for a momentum that is weighted by
   *     1 - beta, arXiv 2006.09365 takes 10 / (1 - beta) for one that is not. Empty for the median
   *     of the updates' distances to the centre, anew in every iteration, so that it needs no unit
   *     (the quantile of G. Andrew et al., "Differentially private learning with adaptive
   *     clipping", NeurIPS 2021, taken exactly): with n at least 2f + 1 it lies between the least
   *     and the greatest distance of honest updates, whatever the others send
   */
  record CentredClipping(int byzantine, Optional<Float> radius, int iterations)
      implements AggregationSpec {
    public CentredClipping {
      requireCount("byzantine", byzantine, 0);
      radius.ifPresent(value -> requirePositive("radius", value));
      requireIterations(iterations);
    }

    /** With a radius that stays. */
    public CentredClipping(int byzantine, float radius, int iterations) {
      this(byzantine, Optional.of(radius), iterations);
    }

    @Override
    public int workersNeeded() {
      return majority(byzantine);
    }

    @Override
    public int memory(int d) {
      return d;
    }
  }

  /**
   * Shortens every update to the radius and takes the mean: each Byzantine worker moves the result
   * by at most {@code 2 * radius / n} (Z. Sun et al., "Can you really backdoor federated
   * learning?", 2019, section 3). n at least 2f + 1.
   */
  record NormClipping(int byzantine, float radius) implements AggregationSpec {
    public NormClipping {
      requireCount("byzantine", byzantine, 0);
      requirePositive("radius", radius);
    }

    @Override
    public int workersNeeded() {
      return majority(byzantine);
    }
  }

  /**
   * Brings every update to the length of a trusted one and weights it by the cosine between the
   * two, not under 0; n at least f + 1, since the trust is in the root data (X. Cao et al.,
   * "FLTrust: Byzantine-robust federated learning via trust bootstrapping", NDSS 2021, section IV).
   *
   * @param root what the names of the parts of the task's data begin with that make up the trusted
   *     data: with {@code root} the part {@code root.rows} is its {@code rows}
   */
  record FlTrust(int byzantine, String root) implements AggregationSpec {
    public FlTrust {
      requireCount("byzantine", byzantine, 0);
    }

    /** With trusted data called {@code root}. */
    public FlTrust(int byzantine) {
      this(byzantine, "root");
    }

    @Override
    public int workersNeeded() {
      return Math.addExact(byzantine, 1);
    }
  }

  /**
   * Means of {@code size} updates each, drawn at random every round, in place of the updates, so
   * that workers with different data look more alike (S. Karimireddy, L. He, M. Jaggi,
   * "Byzantine-robust learning on heterogeneous datasets via bucketing", ICLR 2022, arXiv
   * 2006.09365, algorithm 1). f Byzantine workers spoil at most f buckets: the rule's bound has to
   * hold for the ceil(n / size) buckets.
   *
   * @param rule any but this
   */
  record Bucketing(int size, AggregationSpec rule) implements AggregationSpec {
    public Bucketing {
      requireCount("bucketing", size, 1);
      if (rule instanceof Bucketing)
        throw new IllegalArgumentException("bucketing: buckets of buckets, expected another rule");
    }

    @Override
    public int byzantine() {
      return rule.byzantine();
    }

    @Override
    public int workersNeeded() {
      return Math.addExact(Math.multiplyExact(rule.workersNeeded() - 1, size), 1);
    }

    @Override
    public int memory(int d) {
      return rule.memory(d);
    }
  }

  /** Byzantine workers that the setting allows for, f. */
  int byzantine();

  /** The fewest workers, n, with which the setting is within its bound. */
  int workersNeeded();

  /** Floats that are carried from round to round, for updates of d floats. */
  default int memory(int d) {
    return 0;
  }

  /** The name in a specification, such as {@code centred_clipping}. */
  default String type() {
    return switch (this) {
      case Mean _ -> "mean";
      case Median _ -> "median";
      case TrimmedMean _ -> "trimmed_mean";
      case GeometricMedian _ -> "geometric_median";
      case Krum krum -> krum.selected() == 1 ? "krum" : "multi_krum";
      case Bulyan _ -> "bulyan";
      case CentredClipping _ -> "centred_clipping";
      case NormClipping _ -> "norm_clipping";
      case FlTrust _ -> "fltrust";
      case Bucketing(_, AggregationSpec rule) -> rule.type();
    };
  }

  /** Why the setting does not hold for so many workers; empty if it does. */
  default Optional<String> problem(int workers) {
    int needed = workersNeeded();
    if (workers >= needed) return Optional.empty();
    String buckets = this instanceof Bucketing(int size, _) ? " in buckets of " + size : "";
    return Optional.of(
        "%s%s with %d Byzantine workers needs at least %d workers, not %d"
            .formatted(type(), buckets, byzantine(), needed, workers));
  }

  /**
   * The rule that is left when so many workers have already been found out and left aside: it
   * allows for fewer Byzantine ones among the rest. Where the rule holds for n workers, this one
   * holds for the rest, as long as no more than f are left aside.
   */
  default AggregationSpec without(int workers) {
    int rest = Math.max(0, byzantine() - workers);
    return switch (this) {
      case Mean mean -> mean;
      case Median _ -> new Median(rest);
      case TrimmedMean _ -> new TrimmedMean(rest);
      case GeometricMedian(_, int iterations, float smoothing) ->
          new GeometricMedian(rest, iterations, smoothing);
      case Krum(_, int selected) -> new Krum(rest, selected);
      case Bulyan _ -> new Bulyan(rest);
      case CentredClipping(_, Optional<Float> radius, int iterations) ->
          new CentredClipping(rest, radius, iterations);
      case NormClipping(_, float radius) -> new NormClipping(rest, radius);
      case FlTrust(_, String root) -> new FlTrust(rest, root);
      case Bucketing(int size, AggregationSpec rule) -> new Bucketing(size, rule.without(workers));
    };
  }

  /** The rule without the buckets around it. */
  default AggregationSpec inner() {
    return this instanceof Bucketing(_, AggregationSpec rule) ? rule : this;
  }

  /** The name of the trusted data that the rule needs; empty if it needs none. */
  default Optional<String> rootData() {
    return inner() instanceof FlTrust(_, String root) ? Optional.of(root) : Optional.empty();
  }

  /** The rule that does it. */
  default Aggregator aggregator() {
    return switch (this) {
      case Mean mean -> new MeanRule(mean);
      case Median median -> new MedianRule(median);
      case TrimmedMean trimmed -> new TrimmedMeanRule(trimmed);
      case GeometricMedian median -> new GeometricMedianRule(median);
      case Krum krum -> new KrumRule(krum);
      case Bulyan bulyan -> new BulyanRule(bulyan);
      case CentredClipping clipping -> new CentredClippingRule(clipping);
      case NormClipping clipping -> new NormClippingRule(clipping);
      case FlTrust trust -> new FlTrustRule(trust);
      case Bucketing bucketing -> new BucketingRule(bucketing);
    };
  }

  private static int majority(int byzantine) {
    return Math.addExact(Math.multiplyExact(byzantine, 2), 1);
  }

  private static void requireCount(String what, int value, int least) {
    if (value < least || value > 1_024)
      throw new IllegalArgumentException(
          "%s: is %d, expected %d to 1024".formatted(what, value, least));
  }

  private static void requireIterations(int value) {
    if (value < 1 || value > 1_000)
      throw new IllegalArgumentException("iterations: is " + value + ", expected 1 to 1000");
  }

  private static void requirePositive(String what, float value) {
    if (!(value > 0) || !Float.isFinite(value))
      throw new IllegalArgumentException(what + ": is " + value + ", expected more than 0");
  }
}
