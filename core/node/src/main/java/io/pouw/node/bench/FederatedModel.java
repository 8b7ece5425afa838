package io.pouw.node.bench;

import io.pouw.learning.spec.ModelSpec;
import java.nio.charset.StandardCharsets;

/**
 * What the trials of robust aggregation train unless told otherwise: a convolutional network for
 * MNIST of 19,354 parameters. The network of arXiv 2006.09365 has 1.2 million and would take twenty
 * times as long.
 */
public final class FederatedModel {
  private static final String SPEC =
      """
      {"dataset": {"format": "idx", "classes": 10, "features": 784, "shape": [28, 28],
                   "scale": 255},
       "layers": [{"type": "conv2d", "filters": 8, "kernel": 5, "stride": 2,
                   "activation": "relu"},
                  {"type": "max_pool", "size": 2, "stride": 2},
                  {"type": "flatten"},
                  {"type": "dense", "units": 64, "activation": "relu"},
                  {"type": "dense", "units": 10}],
       "loss": "softmax_cross_entropy", "optimizer": {"type": "sgd", "learning_rate": 0.01},
       "batch_size": 32, "local_steps": 1, "slots": 1, "rounds": 1, "checkpoint_rounds": 1,
       "aggregation": "mean", "min_accuracy": 0, "seed": "federated"}
      """;

  private FederatedModel() {}

  /** Its specification. */
  public static ModelSpec spec() {
    return ModelSpec.parse(SPEC.getBytes(StandardCharsets.UTF_8));
  }
}
