package io.pouw.security.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.aggregation.AggregationRound;
import io.pouw.learning.aggregation.AggregationSpec;
import io.pouw.learning.aggregation.Screening;
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
      for (int i = 0; i < WORKERS; i++)
        workers.add(Address.of(Hash.sha256(new byte[] {(byte) i}).toBytes()));
    }

    void round(int round, List<float[]> updates) {
      float[] median = new float[updates.getFirst().length];
      new AggregationSpec.Median(0)
          .aggregator()
          .aggregate(
              Screening.of(updates).keep(updates), AggregationRound.of(Hash.ZERO, round), median);
      GradientJudgement judgement = detector.judge(history, round, workers, updates, median);
      history = judgement.history();
      List<Address> attackers = workers.subList(WORKERS - BYZANTINE, WORKERS);
      for (GradientVerdict verdict : judgement.verdicts())
        (attackers.contains(verdict.worker()) ? ofAttackers : ofHonest).add(verdict);
      found += (int) judgement.suspects().stream().filter(attackers::contains).count();
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
        Arguments.of(new UpdateAttack.SignFlip(), 0.0),
        Arguments.of(new UpdateAttack.Scaled(10), 0.0),
        Arguments.of(new UpdateAttack.Gaussian(1), 0.0),
        Arguments.of(new UpdateAttack.Zero(), 0.0),
        Arguments.of(new UpdateAttack.NonFinite(Float.NaN), 0.0),
        Arguments.of(new UpdateAttack.NonFinite(Float.POSITIVE_INFINITY), 0.0),
        Arguments.of(UpdateAttack.Alie.zMax(WORKERS, BYZANTINE), 0.0),
        Arguments.of(new UpdateAttack.Alie(4), 0.0),
        Arguments.of(new UpdateAttack.Ipm(0.1f), 0.0),
        Arguments.of(new UpdateAttack.Ipm(2f), 0.0),
        Arguments.of(new UpdateAttack.Mimic(0), 0.0),
        Arguments.of(new DataAttack.LabelFlip(10), 0.0),
        Arguments.of(DataAttack.Backdoor.corner(8, 0), 0.0));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void anAttackIsFound(Attack attack, double leastRecall) {
    Watch watch = watch(Optional.of(attack), 1);
    System.out.println(
        attack
            + " recall "
            + watch.recall()
            + " honest "
            + watch.ofHonest.size()
            + " rep "
            + watch.history.reputation(watch.workers.getLast())
            + " susp "
            + watch.history.find(watch.workers.getLast())
            + " h "
            + watch.history.find(watch.workers.getFirst())
            + watch.ofAttackers.stream()
                .map(v -> v.anomaly())
                .collect(
                    java.util.stream.Collectors.groupingBy(
                        a -> a, java.util.stream.Collectors.counting())));
    assertTrue(watch.recall() >= leastRecall, attack.type() + ": recall " + watch.recall());
    if (!watch.ofHonest.isEmpty()) System.out.println(watch.ofHonest.getFirst().reason());
  }

  @Test
  void honestWorkersRaiseNoAlert() {
    for (long seed = 1; seed <= 5; seed++) {
      Watch watch = watch(Optional.empty(), seed);
      System.out.println(
          "honest "
              + watch.ofHonest.size()
              + " + "
              + watch.ofAttackers.size()
              + " "
              + watch.history.find(watch.workers.getLast()));
      assertEquals(List.of(), watch.ofHonest);
      assertEquals(List.of(), watch.ofAttackers);
      for (Address worker : watch.workers) assertEquals(1, watch.history.reputation(worker));
    }
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    var detector = new GradientDetector(GradientPolicy.DEFAULTS);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            detector.judge(
                GradientHistory.EMPTY, 0, List.of(), List.of(new float[2]), new float[2]));
  }
}
