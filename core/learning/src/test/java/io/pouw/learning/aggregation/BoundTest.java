package io.pouw.learning.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.attack.AttackRound;
import io.pouw.learning.attack.UpdateAttack;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every rule with as few workers as its bound on f allows, under every attack: what its paper, or
 * arithmetic, says of the result holds. Cases come from the seeds 0 to 4.
 */
class BoundTest {
  private static final Hash SEED = Hash.sha256(new byte[] {6});
  private static final int D = 41;
  private static final float RADIUS = 3f;

  /** A setting, and what holds of its result at the bound. */
  private record Case(AggregationSpec spec, Claim claim) {
    @Override
    public String toString() {
      return spec.toString();
    }
  }

  @FunctionalInterface
  private interface Claim {
    /** Why it does not hold; empty if it does. */
    Optional<String> broken(Round round, float[] result);
  }

  /** Honest updates, what they are together with the attackers', and the trusted one. */
  private record Round(
      AggregationSpec spec, List<float[]> honest, List<float[]> all, float[] root) {
    int n() {
      return all.size();
    }

    int f() {
      return all.size() - honest.size();
    }

    float[] mean() {
      float[] mean = new float[D];
      Combination.mean(honest, mean);
      return mean;
    }

    double spread() {
      float[] mean = mean();
      return honest.stream().mapToDouble(each -> distance(each, mean)).max().orElseThrow();
    }

    double least(int j) {
      return honest.stream().mapToDouble(each -> each[j]).min().orElseThrow();
    }

    double greatest(int j) {
      return honest.stream().mapToDouble(each -> each[j]).max().orElseThrow();
    }
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int f : new int[] {1, 2, 5}) {
      Claim range = (round, result) -> within(round, result, 0);
      Claim near =
          (round, result) -> atMost(distance(result, round.mean()), krumBound(round), "distance");
      cases.add(new Case(new AggregationSpec.Median(f), range));
      cases.add(new Case(new AggregationSpec.TrimmedMean(f), range));
      cases.add(new Case(new AggregationSpec.Bucketing(2, new AggregationSpec.Median(f)), range));
      cases.add(new Case(new AggregationSpec.Krum(f, 1), near));
      cases.add(new Case(new AggregationSpec.Krum(f, f + 3), near));
      cases.add(
          new Case(new AggregationSpec.Bulyan(f), (round, result) -> within(round, result, 2)));
      cases.add(
          new Case(
              new AggregationSpec.GeometricMedian(f, 300, 1e-6f),
              (round, result) ->
                  atMost(
                      distance(result, round.mean()),
                      2.0 * (round.n() - f) / (round.n() - 2 * f) * round.spread(),
                      "distance")));
      cases.add(new Case(new AggregationSpec.NormClipping(f, RADIUS), BoundTest::movedByTheRadius));
      cases.add(
          new Case(new AggregationSpec.CentredClipping(f, RADIUS, 1), BoundTest::movedByTheRadius));
      cases.add(
          new Case(
              new AggregationSpec.CentredClipping(f, Optional.empty(), 1),
              (round, result) ->
                  atMost(
                      Distances.norm(result),
                      round.honest().stream().mapToDouble(Distances::norm).max().orElseThrow(),
                      "way of the centre")));
      cases.add(new Case(new AggregationSpec.FlTrust(f), BoundTest::followsTheRoot));
    }
    return cases;
  }

  private static List<UpdateAttack> attacks(int n, int f) {
    return List.of(
        new UpdateAttack.SignFlip(),
        new UpdateAttack.Scaled(-100),
        new UpdateAttack.Scaled(1e30f),
        new UpdateAttack.Gaussian(50),
        new UpdateAttack.Zero(),
        UpdateAttack.Alie.zMax(n, f),
        new UpdateAttack.Alie(3),
        new UpdateAttack.Ipm(0.5f),
        new UpdateAttack.Ipm(100),
        new UpdateAttack.Mimic(0),
        new UpdateAttack.NonFinite(Float.NaN),
        new UpdateAttack.NonFinite(Float.POSITIVE_INFINITY));
  }

  static Stream<Arguments> everyRuleAndAttack() {
    return cases().stream()
        .flatMap(each ->
            attacks(each.spec().workersNeeded(), each.spec().byzantine()).stream()
                .map(attack -> Arguments.of(each, attack)));
  }

  @ParameterizedTest(name = "{0} under {1}")
  @MethodSource("everyRuleAndAttack")
  void atItsBoundARuleKeepsWhatItPromises(Object rule, UpdateAttack attack) {
    Case each = (Case) rule;
    for (long seed = 0; seed < 5; seed++) {
      Round round = round(each.spec(), attack, each.spec().byzantine(), seed);
      float[] result = aggregate(round, round.all());
      assertEquals(Optional.empty(), each.claim().broken(round, result), "seed " + seed);
    }
  }

  /** So the test above can fail, and the bounds are no further than they have to be. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void oneAttackerMoreThanTheBoundCarriesMedianAndTrimmedMeanAway(int f) {
    for (AggregationSpec spec :
        List.of(new AggregationSpec.Median(f), new AggregationSpec.TrimmedMean(f))) {
      Round round = round(spec, new UpdateAttack.Scaled(-100), f + 1, 0);
      assertTrue(within(round, aggregate(round, round.all()), 0).isPresent(), spec.toString());
    }
  }

  /** Updates about a common direction, as many as the rule needs, the attackers' last. */
  private static Round round(AggregationSpec spec, UpdateAttack attack, int attackers, long seed) {
    var random = new SplittableRandom(seed);
    int n = spec.workersNeeded();
    List<float[]> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      float[] update = new float[D];
      for (int j = 0; j < D; j++)
        update[j] = (j % 2 == 0 ? 1 : -1) + (float) random.nextGaussian() * 0.3f;
      all.add(update);
    }
    List<float[]> honest = List.copyOf(all.subList(0, n - attackers));
    for (int i = 0; i < attackers; i++)
      attack.corrupt(
          all.get(n - attackers + i), new AttackRound(honest, n, attackers, SEED, seed, i));
    float[] root = new float[D];
    for (int j = 0; j < D; j++) root[j] = j % 2 == 0 ? 0.5f : -0.5f;
    return new Round(spec, honest, all, root);
  }

  private static float[] aggregate(Round round, List<float[]> updates) {
    float[] result = new float[D];
    var context =
        new AggregationRound(SEED, 1, new float[round.spec().memory(D)], Optional.of(round.root()));
    var _ = new RobustAggregation(round.spec(), round.n()).aggregate(updates, context, result);
    return result;
  }

  /** Each coordinate is in the honest range, or so many times its width beside it. */
  private static Optional<String> within(Round round, float[] result, double beside) {
    for (int j = 0; j < D; j++) {
      double slack = beside * (round.greatest(j) - round.least(j)) + 1e-6;
      if (result[j] < round.least(j) - slack || result[j] > round.greatest(j) + slack)
        return Optional.of(
            "coordinate %d is %s, honest ones are %s to %s"
                .formatted(j, result[j], round.least(j), round.greatest(j)));
    }
    return Optional.empty();
  }

  /**
   * What is selected has a score of at most that of an honest update, n - f - 2 squared diameters,
   * and among its neighbours at least one that is honest.
   */
  private static double krumBound(Round round) {
    double diameter = 2 * round.spread();
    return (Math.sqrt(round.n() - round.f() - 2) + 1) * diameter;
  }

  /** Against a round in which the attackers send what changes nothing. */
  private static Optional<String> movedByTheRadius(Round round, float[] result) {
    List<float[]> without = new ArrayList<>(round.honest());
    // The centre is still at 0.
    for (int i = 0; i < round.f(); i++) without.add(new float[D]);
    boolean screened = Screening.of(round.all()).kept().size() < round.n();
    if (screened) return Optional.empty();
    return atMost(
        distance(result, aggregate(round, without)),
        (double) RADIUS * round.f() / round.n(),
        "way of the result");
  }

  private static Optional<String> followsTheRoot(Round round, float[] result) {
    if (Distances.dot(result, round.root()) < 0) return Optional.of("turned from the root");
    return atMost(Distances.norm(result), Distances.norm(round.root()), "length");
  }

  private static Optional<String> atMost(double value, double bound, String what) {
    assertFalse(Double.isNaN(value), what);
    return value <= bound * (1 + 1e-5) + 1e-6
        ? Optional.empty()
        : Optional.of("%s is %s, expected at most %s".formatted(what, value, bound));
  }

  private static double distance(float[] a, float[] b) {
    return Math.sqrt(Distances.squared(a, b));
  }
}
