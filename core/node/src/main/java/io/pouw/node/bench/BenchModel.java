package io.pouw.node.bench;

import io.pouw.learning.network.Network;
import io.pouw.learning.spec.ModelSpec;
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
    return ModelSpec.parse(
        """
        {"dataset": %s, "layers": %s, "loss": "softmax_cross_entropy",
         "optimizer": {"type": "sgd", "learning_rate": %s}, "batch_size": %d, "local_steps": 1,
         "slots": 1, "rounds": 1, "checkpoint_rounds": 1, "aggregation": "mean",
         "min_accuracy": 0, "seed": "bench"}
        """
            .formatted(dataset, layers, LEARNING_RATE, batch)
            .getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What every contender begins a case with.
   *
   * @param parameters all weights, in the order of our state
   * @param features of the batch, row by row
   */
  public record Start(ModelSpec spec, float[] parameters, float[] features, int[] labels) {}

  /** The start of a case, equal in every run. */
  public Start start(int batch) {
    ModelSpec spec = spec(batch);
    return new Start(
        spec,
        Network.of(spec).initialise(Numbers.seed()),
        Numbers.uniform("features", batch * spec.dataset().features()),
        Numbers.below("labels", batch, spec.dataset().classes()));
  }

  /** Small, so that thousands of steps on one batch neither diverge nor end in denormals. */
  public static final float LEARNING_RATE = 0.001f;

  /** The batch sizes that are measured. */
  public static final List<Integer> BATCHES = List.of(32, 64, 256);
}
