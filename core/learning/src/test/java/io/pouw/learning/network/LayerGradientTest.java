package io.pouw.learning.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.Shape;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every layer's gradient against central differences of the loss. */
class LayerGradientTest {
  private static final float DISTANCE = 2e-3f;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "layer norm | [12] | {'type':'dense','units':6},{'type':'layer_norm'}",
        "convolution | [1,6,5] | {'type':'conv2d','filters':3,'kernel':3},{'type':'flatten'}",
        "strided, padded convolutions of channels | [2,6,5]"
            + " | {'type':'conv2d','filters':3,'kernel':3,'padding':'same'},"
            + "{'type':'conv2d','filters':2,'kernel':2,'stride':2,'padding':1},{'type':'flatten'}",
        "greatest of windows that overlap | [1,6,6]"
            + " | {'type':'conv2d','filters':2,'kernel':1},{'type':'max_pool','size':3,'stride':2},"
            + "{'type':'flatten'}",
        "average of windows | [1,6,6]"
            + " | {'type':'conv2d','filters':2,'kernel':1},{'type':'average_pool','size':2},"
            + "{'type':'flatten'}",
        "residual convolutions | [1,5,5] | {'type':'conv2d','filters':2,'kernel':3},"
            + "{'type':'residual','layers':[{'type':'activation','activation':'relu'},"
            + "{'type':'conv2d','filters':2,'kernel':3,'padding':1}]},{'type':'flatten'}",
        "gelu | [12] | {'type':'dense','units':6,'activation':'gelu'}",
        "tanh | [12] | {'type':'dense','units':6,'activation':'tanh'}",
        "sigmoid | [12] | {'type':'dense','units':6,'activation':'sigmoid'}",
        "activation of an activation | [12] | {'type':'dense','units':6,'activation':'sigmoid'},"
            + "{'type':'activation','activation':'tanh'}",
        "embedding bag | [9] | {'type':'embedding_bag','vocabulary':7,'units':4}",
      })
  void theGradientIsThatOfFiniteDifferences(String name, String shape, String layers) {
    check(
        """
        {"dataset": {"format": "csv", "classes": 3, "features": %d, "shape": %s, "scale": 1},
         "layers": [%s, {"type": "dense", "units": 3}],
        """
            .formatted(product(shape), shape, layers.replace('\'', '"')));
  }

  @ParameterizedTest(name = "{0} heads")
  @CsvSource({"1", "2", "4"})
  void theGradientOfATransformerIsThatOfFiniteDifferences(int heads) {
    check(
        """
        {"dataset": {"format": "csv", "classes": 6, "features": 5, "scale": 1},
         "layers": [{"type": "embedding", "vocabulary": 6, "units": 8, "positions": true},
                    {"type": "residual", "layers": [{"type": "layer_norm"},
                                                    {"type": "attention", "heads": %d}]},
                    {"type": "layer_norm"}, {"type": "dense", "units": 6}],
        """
            .formatted(heads));
  }

  /** Each loss is taken in training, from the same seed, so that the same values are dropped. */
  @ParameterizedTest
  @CsvSource({"0.2", "0.5"})
  void theGradientThroughDropoutIsThatOfFiniteDifferencesUnderTheSameMask(double rate) {
    ModelSpec spec =
        spec(
            """
            {"dataset": {"format": "csv", "classes": 3, "features": 12, "scale": 1},
             "layers": [{"type": "dense", "units": 20, "activation": "tanh"},
                        {"type": "dropout", "rate": %s},
                        {"type": "dense", "units": 9, "activation": "tanh"},
                        {"type": "dropout", "rate": %s}, {"type": "dense", "units": 3}],
            """
                .formatted(rate, rate));
    Network network = Network.of(spec);
    Workspace workspace = new Workspace(network, spec, KernelPath.fastest());
    fill(workspace, spec);
    float[] start = network.initialise(Hash.ZERO);
    double _ = lossUnderMask(workspace, start, 0, 0);
    float[] gradients = workspace.gradients().clone();
    for (int i = 0; i < start.length; i++) {
      double numeric =
          (lossUnderMask(workspace, start, i, DISTANCE)
                  - lossUnderMask(workspace, start, i, -DISTANCE))
              / (2 * DISTANCE);
      assertEquals(
          numeric, gradients[i], 3e-3 * Math.max(1, Math.abs(numeric)), network.describe(i));
    }
    workspace.begin(Hash.sha256(new byte[] {1}));
    double _ = workspace.differentiate();
    assertFalse(Arrays.equals(gradients, workspace.gradients()), "another mask");
  }

  private static double lossUnderMask(Workspace workspace, float[] start, int index, float change) {
    System.arraycopy(start, 0, workspace.parameters(), 0, start.length);
    workspace.parameters()[index] += change;
    workspace.begin(Hash.ZERO);
    return workspace.differentiate() / workspace.targets().length;
  }

  private static int product(String shape) {
    int product = 1;
    for (String part : shape.replaceAll("[\\[\\] ]", "").split(",", -1))
      product *= Integer.parseInt(part);
    return product;
  }

  private static ModelSpec spec(String head) {
    return ModelSpec.parse(
        (head
                + """
                 "loss": "softmax_cross_entropy",
                 "optimizer": {"type": "sgd", "learning_rate": 1},
                 "batch_size": 4, "local_steps": 1, "slots": 1, "rounds": 1,
                 "checkpoint_rounds": 1, "aggregation": "mean", "min_accuracy": 0,
                 "seed": "gradient"}
                """)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static void check(String head) {
    ModelSpec spec = spec(head);
    Network network = Network.of(spec);
    Workspace workspace = new Workspace(network, spec, KernelPath.fastest());
    fill(workspace, spec);
    float[] start = network.initialise(Hash.ZERO);
    // Away from zero, so that biases, scales and shifts matter.
    var random = new SplittableRandom(11);
    for (int i = 0; i < start.length; i++) start[i] += (float) (random.nextDouble() - 0.5) * 0.2f;
    System.arraycopy(start, 0, workspace.parameters(), 0, start.length);
    workspace.begin(Hash.ZERO);
    workspace.differentiate();
    float[] gradients = workspace.gradients().clone();
    double greatest = 0;
    for (int i = 0; i < start.length; i++) {
      double numeric =
          (lossWith(workspace, start, i, DISTANCE) - lossWith(workspace, start, i, -DISTANCE))
              / (2 * DISTANCE);
      assertEquals(
          numeric, gradients[i], 3e-3 * Math.max(1, Math.abs(numeric)), network.describe(i));
      greatest = Math.max(greatest, Math.abs(gradients[i]));
    }
    assertTrue(greatest > 0.01, "no gradient at all: " + greatest);
  }

  private static void fill(Workspace workspace, ModelSpec spec) {
    var random = new SplittableRandom(5);
    boolean tokens = spec.layers().getFirst().input() instanceof Shape.Tokens;
    for (int i = 0; i < workspace.features().length; i++)
      workspace.features()[i] =
          tokens ? random.nextInt(7) - 1 : (float) random.nextDouble() * 2 - 1;
    for (int i = 0; i < workspace.targets().length; i++)
      workspace.targets()[i] = random.nextInt(spec.dataset().classes());
  }

  private static double lossWith(Workspace workspace, float[] start, int index, float change) {
    System.arraycopy(start, 0, workspace.parameters(), 0, start.length);
    workspace.parameters()[index] += change;
    workspace.forward();
    double loss = 0;
    for (int i = 0; i < workspace.targets().length; i++) loss += workspace.loss(i);
    return loss / workspace.targets().length;
  }
}
