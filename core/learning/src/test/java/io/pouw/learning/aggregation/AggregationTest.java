package io.pouw.learning.aggregation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules against their definitions, and against attackers. Cases come from fixed seeds. */
class AggregationTest {
  private static final Hash SEED = Hash.sha256("aggregation".getBytes(StandardCharsets.US_ASCII));
  private static final int F = 3;
  private static final int N = 16;

  /** Every rule that bears F of N attackers. */
  static List<AggregationSpec> robust() {
    return List.of(
        new AggregationSpec.Median(F),
        new AggregationSpec.TrimmedMean(F),
        new AggregationSpec.GeometricMedian(F, 8, 1e-6f),
        new AggregationSpec.Krum(F, 1),
        new AggregationSpec.Krum(F, 5),
        new AggregationSpec.Bulyan(F),
        new AggregationSpec.CentredClipping(F, 5f, 3),
        new AggregationSpec.NormClipping(F, 12f),
        new AggregationSpec.FlTrust(F),
        new AggregationSpec.Bucketing(2, new AggregationSpec.GeometricMedian(F, 8, 1e-6f)),
        new AggregationSpec.Bucketing(2, new AggregationSpec.CentredClipping(F, 5f, 3)));
  }

  static List<AggregationSpec> all() {
    List<AggregationSpec> all = new ArrayList<>(robust());
    all.add(new AggregationSpec.Mean());
    return all;
  }

  /** Honest updates: a common direction of length about 8, and noise of deviation 0.1. */
  private static List<float[]> honest(int count, int d, long seed) {
    var random = new Random(seed);
    List<float[]> updates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] update = new float[d];
      for (int j = 0; j < d; j++)
        update[j] = (float) ((j % 2 == 0 ? 8 : -8) / Math.sqrt(d) + 0.1 * random.nextGaussian());
      updates.add(update);
    }
    return updates;
  }

  private static float[] aggregate(AggregationSpec spec, List<float[]> updates) {
    int d = updates.getFirst().length;
    float[] into = new float[d];
    float[] root = honest(1, d, 99).getFirst();
    var round = new AggregationRound(SEED, 7, new float[spec.memory(d)], Optional.of(root));
    // A few rounds let a carried centre arrive.
    for (int i = 0; i < 5; i++) spec.aggregator().aggregate(updates, round, into);
    return into;
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) sum += Math.pow((double) a[j] - b[j], 2);
    return Math.sqrt(sum);
  }

  @ParameterizedTest
  @MethodSource("robust")
  void hugeVectorsOfFWorkersDoNotCarryTheResultAway(AggregationSpec spec) {
    for (float size : new float[] {1e3f, 1e20f, Float.MAX_VALUE}) {
      for (int d : new int[] {1, 37, 5_001}) {
        List<float[]> updates = honest(N, d, 1);
        float[] centre = new float[d];
        new AggregationSpec.Mean()
            .aggregator()
            .aggregate(updates.subList(F, N), AggregationRound.of(SEED, 0), centre);
        var random = new Random(2);
        for (int i = 0; i < F; i++) {
          float[] bad = updates.get(i);
          for (int j = 0; j < d; j++) bad[j] = random.nextBoolean() ? size : -size;
        }
        double moved = distance(aggregate(spec, updates), centre);
        assertTrue(moved < 8, spec + " moved by " + moved + " under " + size + ", d " + d);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void ofEqualUpdatesTheResultIsThatUpdate(AggregationSpec spec) {
    float[] one = honest(1, 1_111, 3).getFirst();
    if (spec instanceof AggregationSpec.FlTrust) return;
    float[] result = aggregate(spec, Collections.nCopies(N, one));
    for (int j = 0; j < one.length; j++) assertEquals(one[j], result[j], 2 * Math.ulp(one[j]));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theOrderOfTheWorkersDoesNotMatterBeyondRounding(AggregationSpec spec) {
    if (spec instanceof AggregationSpec.Bucketing) return;
    List<float[]> updates = honest(N, 777, 4);
    float[] result = aggregate(spec, updates);
    List<float[]> shuffled = new ArrayList<>(updates);
    Collections.shuffle(shuffled, new Random(5));
    assertArrayEquals(result, aggregate(spec, shuffled), 1e-5f);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSameRoundGivesTheSameBitsAndLeavesTheUpdatesAlone(AggregationSpec spec) {
    List<float[]> updates = honest(N, 5_001, 6);
    List<float[]> copies = updates.stream().map(float[]::clone).toList();
    assertArrayEquals(aggregate(spec, updates), aggregate(spec, copies));
    for (int i = 0; i < N; i++) assertArrayEquals(copies.get(i), updates.get(i));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 25, 33})
  void medianAndTrimmedMeanAreThoseOfTheSortedValues(int n) {
    List<float[]> updates = honest(n, 1_500, 7 + n);
    float[] median = aggregate(new AggregationSpec.Median(0), updates);
    int cut = (n - 1) / 3;
    float[] trimmed = aggregate(new AggregationSpec.TrimmedMean(cut), updates);
    for (int j = 0; j < 1_500; j++) {
      float[] values = new float[n];
      for (int i = 0; i < n; i++) values[i] = updates.get(i)[j];
      Arrays.sort(values);
      assertEquals((float) (((double) values[(n - 1) / 2] + values[n / 2]) / 2), median[j]);
      double sum = 0;
      for (int i = cut; i < n - cut; i++) sum += values[i];
      assertEquals((float) (sum / (n - 2 * cut)), trimmed[j]);
    }
  }

  @Test
  void krumTakesTheUpdateNearestToItsNeighbours() {
    for (int seed = 0; seed < 20; seed++) {
      List<float[]> updates = honest(11, 9, seed);
      int best = -1;
      double least = Double.MAX_VALUE;
      for (int i = 0; i < 11; i++) {
        float[] own = updates.get(i);
        // The first of the sorted distances is that of the update to itself.
        double score =
            updates.stream()
                .mapToDouble(other -> Math.pow(distance(own, other), 2))
                .sorted()
                .skip(1)
                .limit(11 - F - 2)
                .sum();
        if (score < least) {
          least = score;
          best = i;
        }
      }
      assertArrayEquals(updates.get(best), aggregate(new AggregationSpec.Krum(F, 1), updates));
    }
  }

  @Test
  void theGeometricMedianHasTheLeastSumOfDistances() {
    List<float[]> updates = honest(9, 3, 8);
    float[] median = aggregate(new AggregationSpec.GeometricMedian(2, 500, 1e-7f), updates);
    double least = updates.stream().mapToDouble(u -> distance(u, median)).sum();
    var random = new Random(9);
    for (int i = 0; i < 500; i++) {
      float[] other = median.clone();
      for (int j = 0; j < 3; j++) other[j] += 0.05f * (float) random.nextGaussian();
      assertTrue(updates.stream().mapToDouble(u -> distance(u, other)).sum() >= least - 1e-6);
    }
  }

  @Test
  void bulyanAveragesTheValuesNearestToTheMedianOfTheSelected() {
    List<float[]> updates = new ArrayList<>();
    for (float value : new float[] {1, 2, 3, 4, 5, 6, 1_000}) updates.add(new float[] {value});
    // Of 7 with f = 1: 5 are selected, and never the far one; the 3 nearest to the median remain.
    float result = aggregate(new AggregationSpec.Bulyan(1), updates)[0];
    assertTrue(result >= 2 && result <= 5, "is " + result);
  }

  @Test
  void centredClippingMovesItsCentreByAtMostTheRadius() {
    var spec = new AggregationSpec.CentredClipping(0, 2f, 1);
    float[] centre = {1, 1};
    float[] into = new float[2];
    spec.aggregator()
        .aggregate(
            List.of(new float[] {1, 101}, new float[] {2, 1}),
            new AggregationRound(SEED, 0, centre, Optional.empty()),
            into);
    // (0, 100) is clipped to (0, 2), (1, 0) stays: the mean is (0.5, 1).
    assertArrayEquals(new float[] {1.5f, 2f}, into);
    assertArrayEquals(into, centre, "the centre is carried on");
  }

  @Test
  void flTrustWeighsByTheCosineToTheRootAndTakesItsLength() {
    float[] into = new float[2];
    var round = new AggregationRound(SEED, 0, new float[0], Optional.of(new float[] {2, 0}));
    new AggregationSpec.FlTrust(1)
        .aggregator()
        .aggregate(
            List.of(new float[] {10, 0}, new float[] {-5, 0}, new float[] {0, 3}), round, into);
    assertArrayEquals(new float[] {2, 0}, into);
  }

  @Test
  void bucketsAreThoseOfTheSeedAndTheRound() {
    List<float[]> updates = honest(N, 11, 12);
    AggregationSpec spec = new AggregationSpec.Bucketing(3, new AggregationSpec.Median(1));
    float[] first = new float[11];
    float[] second = new float[11];
    spec.aggregator().aggregate(updates, AggregationRound.of(SEED, 1), first);
    spec.aggregator().aggregate(updates, AggregationRound.of(SEED, 1), second);
    assertArrayEquals(first, second);
    spec.aggregator().aggregate(updates, AggregationRound.of(SEED, 2), second);
    assertTrue(!Arrays.equals(first, second), "another round has other buckets");
  }

  @Test
  void aSettingOutsideItsBoundIsRefused() {
    List<AggregationSpec> specs =
        List.of(
            new AggregationSpec.Median(12),
            new AggregationSpec.Krum(11, 1),
            new AggregationSpec.Krum(5, 20),
            new AggregationSpec.Bulyan(5),
            new AggregationSpec.Bucketing(2, new AggregationSpec.Krum(5, 1)));
    int[] needed = {25, 25, 25, 23, 25};
    for (int i = 0; i < needed.length; i++) {
      AggregationSpec spec = specs.get(i);
      int least = needed[i];
      assertEquals(Optional.empty(), spec.problem(least), spec.toString());
      assertTrue(spec.problem(least - 1).isPresent(), spec.toString());
    }
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new RobustAggregation(new AggregationSpec.Bulyan(5), 22));
    assertEquals(
        "bulyan with 5 Byzantine workers needs at least 23 workers, not 22", refusal.getMessage());
  }

  @ParameterizedTest
  @MethodSource("all")
  void updatesThatAreNotFiniteAreLeftOutAndNamed(AggregationSpec spec) {
    List<float[]> updates = honest(N, 10, 13);
    updates.get(4)[3] = Float.NaN;
    updates.get(9)[0] = Float.NEGATIVE_INFINITY;
    float[] into = new float[10];
    var round =
        new AggregationRound(
            SEED, 0, new float[spec.memory(10)], Optional.of(honest(1, 10, 99).getFirst()));
    Screening screening = new RobustAggregation(spec, N).aggregate(updates, round, into);
    assertEquals(
        List.of(
            new Screening.Dropped(4, "value 3 is NaN, expected a finite number"),
            new Screening.Dropped(9, "value 0 is -Infinity, expected a finite number")),
        screening.dropped());
    assertEquals(N - 2, screening.kept().size());
    for (float value : into) assertTrue(Float.isFinite(value));
  }

  @Test
  void aRoundThatCannotBeTrustedChangesNothing() {
    List<float[]> updates = honest(5, 4, 14);
    for (float[] update : updates.subList(0, 4)) update[0] = Float.NaN;
    float[] into = {1, 1, 1, 1};
    new RobustAggregation(new AggregationSpec.Krum(1, 1), 5)
        .aggregate(updates, AggregationRound.of(SEED, 0), into);
    assertArrayEquals(new float[4], into);
  }
}
