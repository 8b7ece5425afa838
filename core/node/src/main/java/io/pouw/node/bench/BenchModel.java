package io.pouw.node.bench;

import io.pouw.learning.network.Network;
import io.pouw.learning.spec.LayerSpec;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.Shape;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A model whose training step is timed. The sizes are fixed, so that figures of different versions
 * and machines can be compared; they are those of the presets.
 */
public enum BenchModel {
  /** A perceptron with one hidden layer, for images of 28 x 28. */
  MLP(
      "mlp-784-256-10",
      """
      {"format": "csv", "classes": 10, "features": 784, "scale": 1}\
      """,
      """
      [{"type": "dense", "units": 256, "activation": "relu"}, {"type": "dense", "units": 10}]\
      """),

  /** Two convolutions and three dense layers, for images of 28 x 28 (Y. LeCun et al., 1998). */
  LENET(
      "lenet-5",
      """
      {"format": "csv", "classes": 10, "features": 784, "shape": [28, 28], "scale": 1}\
      """,
      """
      [{"type": "conv2d", "filters": 6, "kernel": 5, "padding": 2, "activation": "relu"},
       {"type": "max_pool", "size": 2},
       {"type": "conv2d", "filters": 16, "kernel": 5, "activation": "relu"},
       {"type": "max_pool", "size": 2},
       {"type": "flatten"},
       {"type": "dense", "units": 120, "activation": "relu"},
       {"type": "dense", "units": 84, "activation": "relu"},
       {"type": "dense", "units": 10}]\
      """),

  /** Two blocks of a transformer over 64 characters. */
  GPT(
      "gpt-2x64-4",
      """
      {"format": "csv", "classes": 65, "features": 64, "scale": 1}\
      """,
      """
      [{"type": "embedding", "vocabulary": 65, "units": 64, "positions": true},
       {"type": "residual", "layers": [{"type": "layer_norm"}, {"type": "attention", "heads": 4}]},
       {"type": "residual", "layers": [{"type": "layer_norm"},
         {"type": "dense", "units": 256, "activation": "relu"}, {"type": "dense", "units": 64}]},
       {"type": "residual", "layers": [{"type": "layer_norm"}, {"type": "attention", "heads": 4}]},
       {"type": "residual", "layers": [{"type": "layer_norm"},
         {"type": "dense", "units": 256, "activation": "relu"}, {"type": "dense", "units": 64}]},
       {"type": "layer_norm"},
       {"type": "dense", "units": 65}]\
      """),

  /** The mean of the vectors of 128 hashed n-grams, and a dense layer. */
  TEXT(
      "text-16384x32-10",
      """
      {"format": "csv", "classes": 10, "features": 128, "scale": 1}\
      """,
      """
      [{"type": "embedding_bag", "vocabulary": 16384, "units": 32},
       {"type": "dense", "units": 10}]\
      """);

  private final String title;
  private final String dataset;
  private final String layers;

  BenchModel(String title, String dataset, String layers) {
    this.title = title;
    this.dataset = dataset;
    this.layers = layers;
  }

  /** Its name in tables. */
  public String title() {
    return title;
  }

  /** The model with plain gradient descent on batches of so many rows. */
  public ModelSpec spec(int batch) {
    return ModelSpec.parse(json(batch));
  }

  /** The same as JSON. */
  public byte[] json(int batch) {
    return """
    {"dataset": %s, "layers": %s, "loss": "softmax_cross_entropy",
     "optimizer": {"type": "sgd", "learning_rate": %s}, "batch_size": %d, "local_steps": 1,
     "slots": 1, "rounds": 1, "checkpoint_rounds": 1, "aggregation": "mean",
     "min_accuracy": 0, "seed": "bench"}
    """
        .formatted(dataset, layers, LEARNING_RATE, batch)
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What every contender begins a case with.
   *
   * @param parameters all weights, in the order of our state
   * @param features of the batch, example by example
   * @param labels of the batch, example by example, position by position
   */
  public record Start(ModelSpec spec, float[] parameters, float[] features, int[] labels) {}

  /** The start of a case, equal in every run. */
  public Start start(int batch) {
    ModelSpec spec = spec(batch);
    return new Start(
        spec,
        Network.of(spec).initialise(Numbers.seed()),
        features(spec),
        Numbers.below("labels", batch * positions(spec), spec.dataset().classes()));
  }

  private static float[] features(ModelSpec spec) {
    int count = spec.batchSize() * spec.dataset().features();
    return switch (spec.layers().getFirst()) {
      case LayerSpec.Embedding embedding -> tokens(count, embedding.vocabulary());
      case LayerSpec.EmbeddingBag bag -> tokens(count, bag.vocabulary());
      default -> Numbers.uniform("features", count);
    };
  }

  private static float[] tokens(int count, int vocabulary) {
    int[] tokens = Numbers.below("tokens", count, vocabulary);
    float[] features = new float[count];
    for (int i = 0; i < count; i++) features[i] = tokens[i];
    return features;
  }

  private static int positions(ModelSpec spec) {
    return spec.layers().getLast().output() instanceof Shape.Sequence(int length, int _)
        ? length
        : 1;
  }

  /** Small, so that thousands of steps on one batch neither diverge nor end in denormals. */
  public static final float LEARNING_RATE = 0.001f;

  /** The batch sizes that are measured. */
  public static final List<Integer> BATCHES = List.of(32, 64, 256);
}
