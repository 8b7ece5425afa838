package io.pouw.learning.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.kernel.ThreadTeam;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A batch that is done in parts against the batch as a whole. */
class MicroBatchTest {
  private static final Hash SEED = Hash.sha256(new byte[] {7});

  private static final String TRANSFORMER =
      """
      {"dataset": {"format": "csv", "classes": 9, "features": 19, "scale": 1},
       "layers": [{"type": "embedding", "vocabulary": 9, "units": 12, "positions": true},
        {"type": "residual", "layers": [{"type": "layer_norm"}, {"type": "attention", "heads": 3}]},
        {"type": "residual", "layers": [{"type": "layer_norm"},
         {"type": "dense", "units": 21, "activation": "gelu"}, {"type": "dense", "units": 12}]},
        {"type": "layer_norm"}, {"type": "dense", "units": 9}],
      """;

  private static final String BAG =
      """
      {"dataset": {"format": "csv", "classes": 9, "features": 19, "scale": 1},
       "layers": [{"type": "embedding_bag", "vocabulary": 9, "units": 20},
        {"type": "dense", "units": 9}],
      """;

  @ParameterizedTest
  @EnumSource(KernelPath.class)
  void aBatchInPartsGivesTheBitsOfTheWhole(KernelPath path) {
    for (String model : new String[] {TRANSFORMER, BAG}) {
      ModelSpec spec = spec(model, 12);
      Run whole = run(spec, path.newKernels(), 12);
      for (int rows : new int[] {1, 2, 4, 6})
        assertSame(whole, run(spec, path.newKernels(), rows), path + ", " + rows + " at a time");
    }
  }

  @Test
  void threadsThatDoPartsGiveTheBitsOfOneThatDoesTheWhole() {
    ModelSpec spec = spec(TRANSFORMER, 64);
    Run whole = run(spec, KernelPath.fastest().newKernels(), 64);
    Kernels team = KernelPath.fastest().newKernels(new ThreadTeam(3));
    assertSame(whole, run(spec, team, 16), "three threads");
  }

  @Test
  void sequencesAreDoneInPartsOfVectorsEnoughAndImagesAndPlainExamplesAsAWhole() {
    assertEquals(16, rows(spec(TRANSFORMER, 64)));
    assertEquals(31, rows(spec(TRANSFORMER, 62)));
    assertEquals(61, rows(spec(TRANSFORMER, 61)));
    assertEquals(64, rows(spec(BAG, 64)));
    String dropout =
        TRANSFORMER.replace(
            "\"layers\": [{\"type\": \"layer_norm\"}",
            "\"layers\": [{\"type\": \"dropout\", \"rate\": 0.1}");
    assertEquals(64, rows(spec(dropout, 64)));
  }

  private static int rows(ModelSpec spec) {
    return BatchPass.rows(Network.of(spec), spec, KernelPath.SCALAR.newKernels());
  }

  private record Run(double loss, float[] parameters, float[] outputs) {}

  private static void assertSame(Run expected, Run actual, String which) {
    assertEquals(expected.loss, actual.loss, which);
    assertArrayEquals(expected.parameters, actual.parameters, which);
    assertArrayEquals(expected.outputs, actual.outputs, which);
  }

  private static Run run(ModelSpec spec, Kernels kernels, int rows) {
    Network network = Network.of(spec);
    var workspace = new Workspace(network, spec, kernels, rows);
    float[] initial = network.initialise(SEED);
    System.arraycopy(initial, 0, workspace.parameters(), 0, initial.length);
    var random = new SplittableRandom(5);
    float[] features = workspace.features();
    for (int i = 0; i < features.length; i++) features[i] = random.nextInt(-1, 9);
    float[] targets = workspace.targets();
    for (int i = 0; i < targets.length; i++) targets[i] = random.nextInt(9);
    workspace.begin(SEED);
    double loss = 0;
    for (int step = 0; step < 2; step++) loss += workspace.step(0.01f);
    workspace.forward();
    return new Run(loss, workspace.parameters(), workspace.outputs());
  }

  private static ModelSpec spec(String model, int batch) {
    String json =
        model
            + """
             "loss": "softmax_cross_entropy", "optimizer": {"type": "adamw", "learning_rate": 0.01},
             "gradient_clipping": {"norm": 0.1},
             "batch_size": %d, "local_steps": 1, "slots": 1, "rounds": 1, "checkpoint_rounds": 1,
             "aggregation": "mean", "min_accuracy": 0, "seed": "micro"}
            """
                .formatted(batch);
    return ModelSpec.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
