package io.pouw.security.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.aggregation.AggregationSpec;
import io.pouw.learning.attack.Attack;
import io.pouw.learning.attack.DataAttack;
import io.pouw.learning.attack.UpdateAttack;
import io.pouw.learning.data.CsvFormat;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.federated.FederatedTrial;
import io.pouw.learning.federated.TrialSettings;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The detectors on the updates of real training: the UCI digits, 20 workers, 4 attackers. */
class GradientDetectorTest {
  private static final int WORKERS = 20;
  private static final int BYZANTINE = 4;
  private static final int ROUNDS = 120;
  private static final AggregationSpec RULE =
      new AggregationSpec.CentredClipping(BYZANTINE, 10f, 1);

  /** Counts what a detector said of the rounds of one training. */
  private static final class Watch {
    private final GradientDetector detector = new GradientDetector(GradientPolicy.DEFAULTS);
    private final List<Address> workers = new ArrayList<>();
    private GradientHistory history = GradientHistory.EMPTY;
    private final List<GradientVerdict> ofHonest = new ArrayList<>();
    private final List<GradientVerdict> ofAttackers = new ArrayList<>();
    private int found;

    Watch() {
      for (int i = 0; i < WORKERS; i++) workers.add(address(i));
    }

    private static Address address(int number) {
      byte[] bytes = new byte[Address.BYTES];
      bytes[0] = (byte) number;
      return Address.of(bytes);
    }

    void round(int round, List<float[]> updates) {
      GradientJudgement judgement = detector.judge(history, round, workers, updates);
      history = judgement.history();
      List<Address> attackers = workers.subList(WORKERS - BYZANTINE, WORKERS);
      for (GradientVerdict verdict : judgement.verdicts())
        (attackers.contains(verdict.worker()) ? ofAttackers : ofHonest).add(verdict);
      found += (int) judgement.suspects().stream().filter(attackers::contains).count();
    }

    List<Address> named() {
      return workers.stream()
          .filter(each -> history.find(each).orElseThrow().isPoisoner())
          .toList();
    }

    double recall() {
      return (double) found / (ROUNDS * BYZANTINE);
    }
  }

  private static Watch watch(Optional<Attack> attack, long seed) {
    ModelSpec spec =
        ModelSpec.parse(
            """
            {"dataset": {"format": "csv", "classes": 10, "features": 64, "scale": 16},
             "layers": [{"type": "dense", "units": 32, "activation": "relu"},
                        {"type": "dense", "units": 10}],
             "loss": "softmax_cross_entropy", "optimizer": {"type": "sgd", "learning_rate": 0.02},
             "batch_size": 16, "local_steps": 1, "slots": 1, "rounds": 1, "checkpoint_rounds": 1,
             "aggregation": "mean", "min_accuracy": 0, "seed": "digits"}
            """
                .getBytes(StandardCharsets.UTF_8));
    Dataset data = CsvFormat.read(digits(), spec.dataset());
    var settings = new TrialSettings(WORKERS, BYZANTINE, ROUNDS, 16, 0.02f, 0.9f, true);
    var trial =
        new FederatedTrial(spec, data, data, settings, Hash.sha256(new byte[] {(byte) seed}));
    var watch = new Watch();
    trial.run(RULE, attack, (round, updates, _) -> watch.round(round, updates));
    return watch;
  }

  private static byte[] digits() {
    try {
      return Files.readAllBytes(Path.of("../../data/digits/digits.csv.gz"));
    } catch (IOException e) {
      throw new AssertionError("the digits belong to the repository", e);
    }
  }

  /** An attack, and the least share of the attackers' updates that has to be found. */
  static Stream<Arguments> attacks() {
    return Stream.of(
        Arguments.of(new UpdateAttack.SignFlip(), 0.99),
        Arguments.of(new UpdateAttack.Scaled(10), 0.95),
        Arguments.of(new UpdateAttack.Gaussian(1), 0.99),
        Arguments.of(new UpdateAttack.Zero(), 0.99),
        Arguments.of(new UpdateAttack.NonFinite(Float.NaN), 1.0),
        Arguments.of(new UpdateAttack.NonFinite(Float.POSITIVE_INFINITY), 1.0),
        Arguments.of(UpdateAttack.Alie.zMax(WORKERS, BYZANTINE), 0.95),
        Arguments.of(new UpdateAttack.Ipm(0.1f), 0.99),
        Arguments.of(new UpdateAttack.Ipm(2f), 0.95),
        Arguments.of(new DataAttack.LabelFlip(10), 0.7),
        Arguments.of(DataAttack.Backdoor.corner(8, 0), 0.85));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void anAttackIsFound(Attack attack, double leastRecall) {
    Watch watch = watch(Optional.of(attack), 1);
    assertTrue(watch.recall() >= leastRecall, attack.type() + ": recall " + watch.recall());
    double falseAlarms = watch.ofHonest.size() / (double) (ROUNDS * (WORKERS - BYZANTINE));
    assertTrue(falseAlarms < 0.01, attack.type() + ": " + watch.ofHonest);
    assertEquals(watch.workers.subList(WORKERS - BYZANTINE, WORKERS), watch.named(), attack.type());
  }

  @Test
  void noHonestWorkerIsNamedAndFewOfTheirUpdatesStandOut() {
    int standOut = 0;
    int seeds = 20;
    for (long seed = 1; seed <= seeds; seed++) {
      Watch watch = watch(Optional.empty(), seed);
      standOut += watch.ofHonest.size() + watch.ofAttackers.size();
      assertEquals(List.of(), watch.named(), "seed " + seed);
    }
    assertTrue(standOut < 0.001 * seeds * ROUNDS * WORKERS, standOut + " updates");
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    var detector = new GradientDetector(GradientPolicy.DEFAULTS);
    assertThrows(
        IllegalArgumentException.class,
        () -> detector.judge(GradientHistory.EMPTY, 0, List.of(), List.of(new float[2])));
  }

  /** About (1, 0), and no two alike. */
  private static float[] honest(int which) {
    return new float[] {1, 0.2f * (which - 1.5f)};
  }

  private static GradientJudgement judge(GradientHistory history, float[]... updates) {
    List<Address> workers = new ArrayList<>();
    for (int i = 0; i < updates.length; i++) workers.add(Watch.address(i));
    return new GradientDetector(GradientPolicy.DEFAULTS)
        .judge(history, 3, workers, List.of(updates));
  }

  @Test
  void aVerdictNamesTheWorkerAndWhatWasSeen() {
    GradientJudgement judgement =
        judge(
            GradientHistory.EMPTY,
            honest(0),
            honest(1),
            honest(2),
            honest(3),
            new float[] {-0.9f, 0});
    assertEquals(List.of(Watch.address(4)), judgement.suspects());
    assertEquals(false, judgement.overTolerance());
    assertEquals(
        "direction: round 3: the cosine to the robust mean is 35.49 robust deviations under the"
            + " others' median, limit 5.00",
        judgement.of(Watch.address(4)).orElseThrow().reason());
  }

  @Test
  void aRoundWithMoreSuspectsThanTheToleranceIsInDoubt() {
    float[] bad = {Float.NaN, 0};
    assertEquals(
        true,
        judge(GradientHistory.EMPTY, honest(0), honest(1), honest(2), bad, bad).overTolerance());
  }

  @Test
  void reputationFallsByAnomaliesAndRecovers() {
    float[] bad = {Float.NaN, 0};
    GradientHistory fallen =
        judge(GradientHistory.EMPTY, honest(0), honest(1), honest(2), bad).history();
    assertEquals(0.7, fallen.reputation(Watch.address(3)), 1e-12);
    GradientHistory later = judge(fallen, honest(0), honest(1), honest(2), honest(3)).history();
    assertEquals(0.706, later.reputation(Watch.address(3)), 1e-12);
    assertEquals(1, later.reputation(Watch.address(0)));
  }

  @Test
  void aCopyStandsOutWithItsOriginal() {
    float[] copied = {1, 0.15f, 0.15f};
    GradientJudgement judgement =
        judge(
            GradientHistory.EMPTY,
            new float[] {1, 0.2f, 0},
            copied,
            new float[] {1, -0.2f, 0},
            new float[] {1, 0, 0.2f},
            new float[] {1, 0, -0.2f},
            copied);
    assertEquals(List.of(Watch.address(1), Watch.address(5)), judgement.suspects());
    assertEquals(
        "copy: round 3: the update is all but the same as that of place 5 in the round",
        judgement.of(Watch.address(1)).orElseThrow().reason());
  }

  @Test
  void twoUpdatesHaveNoMajority() {
    assertEquals(
        List.of(),
        judge(GradientHistory.EMPTY, new float[] {1, 0}, new float[] {-9, 0}).suspects());
  }

  @Test
  void theSettingsHaveTheNamesAndDefaultsOfTheCustomPolicies() {
    assertEquals("byzantine_tolerance.threshold", GradientPolicy.BYZANTINE_TOLERANCE);
    assertEquals("gradient_detector.sensitivity", GradientPolicy.SENSITIVITY);
    assertEquals(GradientPolicy.DEFAULTS, GradientPolicy.of(0.25, 0.8));
    var refusal = assertThrows(IllegalArgumentException.class, () -> GradientPolicy.of(0.25, 1.5));
    assertEquals(
        "gradient_detector.sensitivity: is 1.5, expected a number from 0 to 1.0",
        refusal.getMessage());
  }

  @Test
  void aNodesSettingsMakeThePolicy() {
    assertEquals(GradientPolicy.DEFAULTS, GradientPolicy.of(Map.of("slot_timeout_ms", "1")));
    GradientPolicy strict = GradientPolicy.of(Map.of(GradientPolicy.SENSITIVITY, "0.9"));
    assertEquals(3, strict.limit());
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> GradientPolicy.of(Map.of(GradientPolicy.SENSITIVITY, "high")));
    assertEquals(
        "setting gradient_detector.sensitivity is 'high', expected a number", refusal.getMessage());
  }
}
