package io.pouw.task.tribuo;

import io.pouw.primitives.Hash;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * SHA-256 of small trainings, one for each algorithm. Its {@code main} prints them, for a JVM that
 * runs without a compiler.
 */
final class Golden {
  static final String EXPECTED =
      """
      forest 8c5c3c49a13891b58747a691648ab2a5eaf8db2dc8caec978a55675381d6c2de 27759c2f
      regression 939322b2a90d4f6646ddcce4181a770c4e5980bb4d257ee814d18f72a4d05df3 92b598cd
      k-means 484040e86d6c1ad4b86717f9d611abafc5cf3aa530f56f8f8cbe5e708971c518 fa2fb7c5
      one-class 7b3661be0fbaac3266468dd21b8d16132eb3ebedcd1fc23d416ce7293a3407d1 a0941509
      logistic 8aa3b45c4510382e3bb3d27089771d04e2ea6cf5e08845de82f1b81f355b2281 bb3d784a
      hinge db4e7683115793aaff347303d9ac0f92390569fb4efb8788794bd11e5d396eb7 460045ec
      squared 7a1ffa09efb8a39904f9624e98f70e1316928b2299dcd03507811b7b08250f90 a226146d
      huber 896fc333e3451c2bf4790afa92370b98c462a00d27f373f591e241ea4b2b68cd a226146d
      absolute 035055832936634215e52b1e24fc13fcefc8c840f9e61f57da7d98c6f9e5b363 c3b17475
      """;

  private Golden() {}

  static String found() {
    SequencedMap<String, Trial> trials = new LinkedHashMap<>();
    trials.put(
        "forest",
        Trial.demo("tribuo-forest").with("\"rounds\":8,\"slots\":8", "\"rounds\":1,\"slots\":2"));
    trials.put(
        "regression",
        Trial.demo("tribuo-regression")
            .with("\"rounds\":8,\"slots\":4", "\"rounds\":1,\"slots\":2"));
    trials.put("k-means", Trial.demo("tribuo-kmeans"));
    trials.put(
        "one-class",
        Trial.demo("tribuo-anomaly")
            .with("\"rounds\":4,\"slots\":8", "\"rounds\":1,\"slots\":2")
            .with("\"sample_rows\":160", "\"sample_rows\":64"));
    trials.put("logistic", linear("classification", "logistic", "sgd"));
    trials.put("hinge", linear("classification", "hinge", "adagrad"));
    for (String loss : List.of("squared", "huber", "absolute"))
      trials.put(loss, linear("regression", loss, "sgd"));
    var lines = new StringBuilder();
    trials.forEach((name, trial) ->
        lines
            .append(name)
            .append(' ')
            .append(Hash.sha256(trial.train()))
            .append(' ')
            .append(Hash.sha256(trial.scores().toBytes()).abbreviated())
            .append('\n'));
    return lines.toString();
  }

  private static Trial linear(String task, String loss, String optimizer) {
    boolean classes = task.equals("classification");
    String files = classes ? "data/wine/wine-" : "data/cars/cars-";
    return new Trial(
        Trial.utf8(
            """
            {"task": "%s", "data": {"label": "%s"},
             "algorithm": {"type": "linear_model", "loss": "%s", "optimizer": "%s",
              "learning_rate": 0.05, "learning_rate_decay": 0.7, "batch_size": 4, "local_steps": 6},
             "rounds": 3, "slots": 3, "min_score": 0, "seed": "s"}
            """
                .formatted(task, classes ? "cultivar" : "miles_per_gallon", loss, optimizer)),
        Trial.file(files + "train.csv"),
        Trial.file(files + "test.csv"));
  }

  public static void main(String[] arguments) {
    System.out.print(found());
  }
}
