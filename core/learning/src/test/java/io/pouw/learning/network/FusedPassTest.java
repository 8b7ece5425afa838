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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Layers that do on their way what belongs to their neighbours, against the same layers with a
 * dropout of nothing between them, which keeps them apart.
 */
class FusedPassTest {
  private static final Hash SEED = Hash.sha256(new byte[] {9});
  private static final String APART = "{'type':'dropout','rate':0},";
  private static final int BATCH = 23;

  @ParameterizedTest
  @ValueSource(strings = {"linear", "relu", "gelu", "tanh", "sigmoid"})
  void slopesThatAProductDoesHaveTheBitsOfASweep(String activation) {
    String dense = "{'type':'dense','units':37,'activation':'%s'},".formatted(activation);
    String last = "{'type':'dense','units':5}";
    assertSame("[60]", dense + dense + last, dense + APART + dense + APART + last);
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "gelu", "tanh", "sigmoid"})
  void anActivationAfterAnActivationHasTheBitsOfLayersApart(String activation) {
    String first = "{'type':'dense','units':37,'activation':'sigmoid'},";
    String second = "{'type':'activation','activation':'%s'},".formatted(activation);
    String last = "{'type':'dense','units':5}";
    assertSame("[60]", first + second + last, first + APART + second + APART + last);
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "gelu"})
  void aPoolThatStopsGradientsOfARectifierHasTheBitsOfASweep(String activation) {
    String convolution =
        "{'type':'conv2d','filters':5,'kernel':3,'activation':'%s'},".formatted(activation);
    for (int stride = 1; stride <= 3; stride++) {
      String pool = "{'type':'max_pool','size':3,'stride':%d},".formatted(stride);
      String last = "{'type':'flatten'},{'type':'dense','units':5}";
      assertSame("[1,9,9]", convolution + pool + last, convolution + APART + pool + last);
    }
  }

  @Test
  void aStepOfDescentOnTheWayHasTheBitsOfOneAfterTheGradient() {
    String layers =
        "{'type':'conv2d','filters':5,'kernel':3,'activation':'relu'},{'type':'flatten'},"
            + "{'type':'dense','units':37,'activation':'gelu'},"
            + "{'type':'residual','layers':[{'type':'dense','units':37}]},"
            + "{'type':'dense','units':5}";
    for (KernelPath path : KernelPath.values()) {
      Workspace together = workspace("[1,9,9]", layers, path.newKernels());
      Workspace apart = workspace("[1,9,9]", layers, path.newKernels());
      for (int step = 0; step < 3; step++) {
        double loss = together.step(0.05f);
        assertEquals(apart.differentiate(), loss, path.toString());
        apart.apply(0.05f);
        assertArrayEquals(apart.parameters(), together.parameters(), path + ", step " + step);
      }
      // The gradient of a workspace that descended before is a gradient again.
      assertEquals(apart.differentiate(), together.differentiate());
      assertArrayEquals(apart.gradients(), together.gradients(), path.toString());
      assertArrayEquals(apart.parameters(), together.parameters(), path.toString());
    }
  }

  private static void assertSame(String shape, String together, String apart) {
    for (KernelPath path : KernelPath.values())
      assertSame(shape, together, apart, path.newKernels(), path.toString());
    Kernels team = KernelPath.fastest().newKernels(new ThreadTeam(2));
    assertSame(shape, together, apart, team, "two threads");
  }

  private static void assertSame(
      String shape, String together, String apart, Kernels kernels, String which) {
    Workspace fused = workspace(shape, together, kernels);
    Workspace swept = workspace(shape, apart, KernelPath.REFERENCE.newKernels());
    assertEquals(swept.differentiate(), fused.differentiate(), which);
    assertArrayEquals(swept.outputs(), fused.outputs(), which);
    assertArrayEquals(swept.gradients(), fused.gradients(), which);
  }

  private static Workspace workspace(String shape, String layers, Kernels kernels) {
    ModelSpec spec = spec(shape, layers);
    Network network = Network.of(spec);
    var workspace = new Workspace(network, spec, kernels);
    var random = new SplittableRandom(5);
    fill(workspace.parameters(), random);
    fill(workspace.features(), random);
    float[] targets = workspace.targets();
    for (int i = 0; i < targets.length; i++) targets[i] = random.nextInt(5);
    workspace.begin(SEED);
    return workspace;
  }

  private static void fill(float[] values, SplittableRandom random) {
    for (int i = 0; i < values.length; i++) values[i] = (float) (random.nextDouble() - 0.5);
  }

  private static ModelSpec spec(String shape, String layers) {
    int features = 1;
    for (String part : shape.substring(1, shape.length() - 1).split(",", -1))
      features *= Integer.parseInt(part);
    String json =
        """
        {"dataset": {"format": "csv", "classes": 5, "features": %d, "shape": %s, "scale": 1},
         "layers": [%s], "loss": "softmax_cross_entropy",
         "optimizer": {"type": "sgd", "learning_rate": 0.05},
         "batch_size": %d, "local_steps": 1, "slots": 1, "rounds": 1, "checkpoint_rounds": 1,
         "aggregation": "mean", "min_accuracy": 0, "seed": "fused"}
        """
            .formatted(features, shape, layers, BATCH)
            .replace('\'', '"');
    return ModelSpec.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
