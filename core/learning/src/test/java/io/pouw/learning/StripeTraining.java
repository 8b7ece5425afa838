package io.pouw.learning;

import io.pouw.learning.data.CsvFormat;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A small training of dense layers on rows that can be told apart. */
final class StripeTraining {
  static final Hash SEED = Hash.sha256("golden".getBytes(StandardCharsets.US_ASCII));

  private StripeTraining() {}

  /** Shapes are no multiples of any block, and the first layer is deeper than one block of k. */
  static ModelSpec spec(String optimizer) {
    String momentum = optimizer.equals("momentum") ? ", \"momentum\": 0.9" : "";
    return ModelSpec.parse(
        """
        {"dataset": {"format": "csv", "classes": 5, "features": 300, "scale": 255},
         "layers": [{"type": "dense", "units": 37, "activation": "relu"},
                    {"type": "dense", "units": 19, "activation": "relu"},
                    {"type": "dense", "units": 5}],
         "loss": "softmax_cross_entropy",
         "optimizer": {"type": "%s", "learning_rate": 0.05%s}, "learning_rate_decay": 0.9,
         "batch_size": 13, "local_steps": 3, "slots": 3, "rounds": 4, "checkpoint_rounds": 2,
         "aggregation": "mean", "min_accuracy": 0, "seed": "golden"}
        """
            .formatted(optimizer, momentum)
            .getBytes(StandardCharsets.UTF_8));
  }

  /** Rows from a linear congruential generator; each label has a brighter stripe of its own. */
  static Dataset data(ModelSpec spec) {
    StringBuilder rows = new StringBuilder();
    int random = 1;
    for (int row = 0; row < 101; row++) {
      int label = row % 5;
      for (int i = 0; i < 300; i++) {
        random = random * 1_664_525 + 1_013_904_223;
        rows.append((random >>> 25) + (i / 60 == label ? 100 : 0)).append(',');
      }
      rows.append(label).append('\n');
    }
    return CsvFormat.read(rows.toString().getBytes(StandardCharsets.US_ASCII), spec.dataset());
  }

  static byte[] train(String optimizer, KernelPath path) {
    ModelSpec spec = spec(optimizer);
    Model model = Model.of(spec, path);
    Training training = new Training(model, data(spec), SEED);
    byte[] state = model.init(SEED);
    for (int round = 0; round < training.rounds(); round++) {
      List<byte[]> updates = new ArrayList<>();
      for (int slot = 0; slot < spec.slots(); slot++)
        updates.add(training.work(state, round, slot));
      state = model.combine(state, updates);
    }
    return state;
  }
}
