package io.pouw.learning.federated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.aggregation.AggregationSpec;
import io.pouw.learning.attack.Attack;
import io.pouw.learning.attack.DataAttack;
import io.pouw.learning.attack.UpdateAttack;
import io.pouw.learning.data.CsvFormat;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ten workers, two of them attackers, on the UCI digits. */
class FederatedTrialTest {
  private static final TrialSettings SETTINGS =
      new TrialSettings(10, 2, 150, 16, 0.02f, 0.9f, true);
  private static final AggregationSpec MEAN = new AggregationSpec.Mean();
  private static final AggregationSpec CLIPPING = new AggregationSpec.CentredClipping(2, 10f, 1);

  private final FederatedTrial trial = trial();

  private static FederatedTrial trial() {
    ModelSpec spec =
        ModelSpec.parse(
            """
            {"dataset": {"format": "csv", "classes": 10, "features": 64, "scale": 16},
             "layers": [{"type": "dense", "units": 32, "activation": "relu"},
                        {"type": "dense", "units": 10}],
             "loss": "softmax_cross_entropy", "optimizer": {"type": "sgd", "learning_rate": 0.02},
             "batch_size": 16, "local_steps": 1, "slots": 10, "rounds": 1, "checkpoint_rounds": 1,
             "aggregation": "mean", "min_accuracy": 0, "seed": "digits"}
            """
                .getBytes(StandardCharsets.UTF_8));
    Dataset data = CsvFormat.read(digits(), spec.dataset());
    return new FederatedTrial(spec, data, data, SETTINGS, Hash.ZERO);
  }

  private static byte[] digits() {
    try {
      return Files.readAllBytes(Path.of("../../data/digits/digits.csv.gz"));
    } catch (IOException e) {
      throw new AssertionError("the digits belong to the repository", e);
    }
  }

  private double accuracy(AggregationSpec rule, Attack attack) {
    return trial.run(rule, Optional.of(attack)).evaluation().accuracy();
  }

  @Test
  void withoutAnAttackTheMeanAndTheDefaultLearnAlike() {
    double mean = trial.run(MEAN, Optional.empty()).evaluation().accuracy();
    TrialResult clipped = trial.run(CLIPPING, Optional.empty());
    assertTrue(mean > 0.9 && clipped.evaluation().accuracy() > 0.9, mean + ", " + clipped);
    assertEquals(clipped, trial.run(CLIPPING, Optional.empty()), "the same bits again");
  }

  @Test
  void theMeanFallsWhereTheDefaultStands() {
    Attack scaled = new UpdateAttack.Scaled(-20);
    assertTrue(accuracy(MEAN, scaled) < 0.5);
    assertTrue(accuracy(CLIPPING, scaled) > 0.85);
  }

  @Test
  void theDefaultBearsEveryAttackOfTheLibrary() {
    for (Attack attack :
        new Attack[] {
          new UpdateAttack.SignFlip(),
          new UpdateAttack.Gaussian(10),
          new UpdateAttack.Zero(),
          UpdateAttack.Alie.zMax(10, 2),
          new UpdateAttack.Ipm(0.1f),
          new UpdateAttack.Mimic(0),
          new DataAttack.LabelFlip(10),
          DataAttack.Backdoor.corner(8, 0)
        }) {
      double accuracy = accuracy(CLIPPING, attack);
      assertTrue(accuracy > 0.8, attack.type() + ": " + accuracy);
    }
  }

  @Test
  void updatesThatAreNotFiniteAreCounted() {
    TrialResult result = trial.run(CLIPPING, Optional.of(new UpdateAttack.NonFinite(Float.NaN)));
    assertEquals(2L * SETTINGS.iterations(), result.dropped());
    assertTrue(result.evaluation().accuracy() > 0.9, result.toString());
  }
}
