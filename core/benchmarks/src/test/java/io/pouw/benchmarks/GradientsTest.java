package io.pouw.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.pytorch.engine.PtNDManager;
import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.network.Network;
import io.pouw.learning.network.Workspace;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.node.bench.Numbers;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our gradients against PyTorch's autograd, with the same weights and the same batch. */
class GradientsTest {
  private static final int NETWORKS = 12;

  /**
   * Of the gradient's greatest number: both sides work in single precision and add up in different
   * orders.
   */
  private static final double TOLERANCE = 2e-5;

  @ParameterizedTest
  @ValueSource(strings = {"vectors", "images", "sequences", "bags"})
  void gradientsOfRandomNetworksAreThoseOfPyTorch(String kind) {
    long seed = 20_261_121;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    try (PtNDManager manager = Torch.start(1)) {
      for (int i = 0; i < NETWORKS; i++) {
        String json = RandomNetwork.json(kind, random);
        double difference = difference(manager, json);
        assertTrue(
            difference <= TOLERANCE,
            () ->
                "seed %d: %s: gradients differ by %.2g of the greatest"
                    .formatted(seed, json, difference));
      }
    }
  }

  private static double difference(PtNDManager manager, String json) {
    ModelSpec spec = ModelSpec.parse(json.getBytes(StandardCharsets.UTF_8));
    var network = Network.of(spec);
    var workspace = new Workspace(network, spec, KernelPath.fastest());
    float[] parameters = Numbers.uniform("parameters", network.parameters());
    for (int i = 0; i < parameters.length; i++) parameters[i] *= 0.5f;
    System.arraycopy(parameters, 0, workspace.parameters(), 0, parameters.length);
    float[] features = RandomNetwork.features(spec);
    System.arraycopy(features, 0, workspace.features(), 0, features.length);
    int[] labels = Numbers.below("labels", workspace.targets().length, spec.dataset().classes());
    for (int i = 0; i < labels.length; i++) workspace.targets()[i] = labels[i];
    workspace.begin(Hash.sha256(new byte[0]));
    workspace.differentiate();
    try (var torch = new TorchTraining(manager, spec, parameters, features, labels)) {
      return difference(workspace.gradients(), torch.gradients());
    }
  }

  private static double difference(float[] ours, float[] theirs) {
    double greatest = 0;
    double difference = 0;
    for (int i = 0; i < theirs.length; i++) {
      greatest = Math.max(greatest, Math.abs(theirs[i]));
      difference = Math.max(difference, Math.abs((double) ours[i] - theirs[i]));
    }
    return difference / greatest;
  }
}
