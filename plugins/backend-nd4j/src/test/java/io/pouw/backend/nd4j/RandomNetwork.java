package io.pouw.backend.nd4j;

import io.pouw.learning.spec.LayerSpec;
import io.pouw.learning.spec.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Specifications of small networks of random layers and sizes. */
final class RandomNetwork {
  private static final int VOCABULARY = 11;

  private RandomNetwork() {}

  /**
   * @param kind of data: vectors, images, sequences or bags
   * @param loss as a specification names it
   */
  static String json(String kind, String loss, RandomGenerator random) {
    int classes = loss.equals("binary_cross_entropy") ? 2 : 2 + random.nextInt(9);
    int features = kind.equals("images") ? 2 * 12 * 10 : 1 + random.nextInt(12);
    String shape = kind.equals("images") ? ", \"shape\": [2, 12, 10]" : "";
    List<String> layers =
        switch (kind) {
          case "vectors" -> vectors(random);
          case "images" -> images(random);
          case "sequences" -> sequences(random);
          default -> bags(random);
        };
    layers.add(
        "{\"type\": \"dense\", \"units\": %d}".formatted(loss.startsWith("softmax") ? classes : 1));
    return """
    {"dataset": {"format": "csv", "classes": %d, "features": %d%s, "scale": 1},
     "layers": [%s], "loss": "%s",
     "optimizer": {"type": "sgd", "learning_rate": 0.01}, "batch_size": %d, "local_steps": 1,
     "slots": 1, "rounds": 1, "checkpoint_rounds": 1, "aggregation": "mean",
     "min_accuracy": 0, "seed": "gradients"}
    """
        .formatted(
            classes, features, shape, String.join(", ", layers), loss, 1 + random.nextInt(9));
  }

  private static List<String> vectors(RandomGenerator random) {
    List<String> layers = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int units = 1 + random.nextInt(20);
      layers.add(dense(units, random));
      if (random.nextBoolean() && units > 1) layers.add("{\"type\": \"layer_norm\"}");
      if (random.nextBoolean()) layers.add("{\"type\": \"dropout\", \"rate\": 0.3}");
      if (random.nextBoolean()) layers.add(residual(dense(7, random), dense(units, random)));
    }
    return layers;
  }

  private static List<String> images(RandomGenerator random) {
    List<String> layers = new ArrayList<>();
    int filters = 1 + random.nextInt(5);
    layers.add(convolution(filters, 1 + random.nextInt(3), random.nextInt(1), random));
    if (random.nextBoolean()) layers.add(residual(convolution(filters, 3, 1, random)));
    layers.add(
        "{\"type\": \"%s\", \"size\": 2}"
            .formatted(random.nextBoolean() ? "max_pool" : "average_pool"));
    layers.add(convolution(1 + random.nextInt(5), 2, 1, random));
    if (random.nextBoolean()) layers.add("{\"type\": \"dropout\", \"rate\": 0.3}");
    layers.add("{\"type\": \"flatten\"}");
    return layers;
  }

  private static List<String> sequences(RandomGenerator random) {
    List<String> layers = new ArrayList<>();
    int heads = 1 + random.nextInt(3);
    int units = heads * (2 + random.nextInt(5));
    layers.add(
        "{\"type\": \"embedding\", \"vocabulary\": %d, \"units\": %d, \"positions\": %s}"
            .formatted(VOCABULARY, units, random.nextBoolean()));
    layers.add(
        residual(
            "{\"type\": \"layer_norm\"}", "{\"type\": \"attention\", \"heads\": " + heads + "}"));
    layers.add(
        residual("{\"type\": \"layer_norm\"}", dense(4 * units, random), dense(units, random)));
    layers.add("{\"type\": \"layer_norm\", \"epsilon\": 0.001}");
    return layers;
  }

  private static List<String> bags(RandomGenerator random) {
    List<String> layers = new ArrayList<>();
    layers.add(
        "{\"type\": \"embedding_bag\", \"vocabulary\": %d, \"units\": %d}"
            .formatted(VOCABULARY, 1 + random.nextInt(20)));
    return layers;
  }

  private static String dense(int units, RandomGenerator random) {
    return "{\"type\": \"dense\", \"units\": %d%s}".formatted(units, activation(random));
  }

  private static String convolution(int filters, int kernel, int padding, RandomGenerator random) {
    return "{\"type\": \"conv2d\", \"filters\": %d, \"kernel\": %d, \"padding\": %d%s}"
        .formatted(filters, kernel, padding, activation(random));
  }

  private static String activation(RandomGenerator random) {
    return switch (random.nextInt(5)) {
      case 0 -> "";
      case 1 -> ", \"activation\": \"relu\"";
      case 2 -> ", \"activation\": \"gelu\"";
      case 3 -> ", \"activation\": \"tanh\"";
      default -> ", \"activation\": \"sigmoid\"";
    };
  }

  private static String residual(String... layers) {
    return "{\"type\": \"residual\", \"layers\": [" + String.join(", ", layers) + "]}";
  }

  /** A batch for a network: numbers, or tokens of which some are absent. */
  static void features(ModelSpec spec, RandomGenerator random, float[] into) {
    boolean tokens =
        spec.layers().getFirst() instanceof LayerSpec.Embedding
            || spec.layers().getFirst() instanceof LayerSpec.EmbeddingBag;
    for (int i = 0; i < into.length; i++)
      into[i] = tokens ? random.nextInt(VOCABULARY + 1) - 1 : random.nextFloat() * 2 - 1;
  }
}
