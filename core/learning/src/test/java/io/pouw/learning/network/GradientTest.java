package io.pouw.learning.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GradientTest {
  private static final ModelSpec SPEC =
      ModelSpec.parse(
          """
          {"dataset": {"format": "csv", "classes": 3, "features": 5, "scale": 1},
           "layers": [{"type": "dense", "units": 7, "activation": "relu"},
                      {"type": "dense", "units": 4},
                      {"type": "dense", "units": 3}],
           "loss": "softmax_cross_entropy", "optimizer": {"type": "sgd", "learning_rate": 1},
           "batch_size": 6, "local_steps": 1, "slots": 1, "rounds": 1, "checkpoint_rounds": 1,
           "aggregation": "mean", "min_accuracy": 0, "seed": "gradient"}
          """
              .getBytes(StandardCharsets.UTF_8));

  /** Small, so that no relu changes sides on the way. */
  private static final float DISTANCE = 1e-3f;

  private final Network network = Network.of(SPEC);
  private final Workspace workspace = new Workspace(network, SPEC, KernelPath.fastest());
  private final float[] start = network.initialise(Hash.ZERO);

  @Test
  void theGradientOfEveryParameterIsThatOfFiniteDifferences() {
    fillBatch();
    float[] gradient = gradient();
    for (int i = 0; i < start.length; i++) {
      double numeric = (lossWith(i, DISTANCE) - lossWith(i, -DISTANCE)) / (2 * DISTANCE);
      assertEquals(numeric, gradient[i], 1e-3, network.describe(i));
    }
  }

  @Test
  void aStepReportsTheLossBeforeItAndLessensIt() {
    fillBatch();
    load(start);
    workspace.begin(Hash.ZERO);
    double first = workspace.step(0.1f);
    double second = workspace.step(0.1f);
    assertEquals(lossWith(0, 0f) * workspace.rows(), first, 1e-5);
    assertTrue(second < first, first + " then " + second);
  }

  private void fillBatch() {
    var random = new SplittableRandom(5);
    for (int i = 0; i < workspace.features().length; i++)
      workspace.features()[i] = (float) random.nextDouble();
    for (int i = 0; i < workspace.rows(); i++) workspace.targets()[i] = random.nextInt(3);
  }

  /** With rate 1 a step takes the gradient itself away. */
  private float[] gradient() {
    load(start);
    workspace.step(1f);
    float[] gradient = new float[start.length];
    for (int i = 0; i < gradient.length; i++) gradient[i] = start[i] - workspace.parameters()[i];
    return gradient;
  }

  private double lossWith(int index, float change) {
    load(start);
    workspace.parameters()[index] += change;
    workspace.forward();
    double loss = 0;
    for (int i = 0; i < workspace.rows(); i++) loss += workspace.loss(i);
    return loss / workspace.rows();
  }

  private void load(float[] parameters) {
    System.arraycopy(parameters, 0, workspace.parameters(), 0, parameters.length);
  }
}
