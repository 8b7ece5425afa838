package io.pouw.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.pytorch.engine.PtNDManager;
import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.network.Network;
import io.pouw.learning.network.Workspace;
import io.pouw.node.bench.BenchModel;
import io.pouw.primitives.Hash;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is timed against each other is the same work. */
class TrainingStepTest {
  private static final int BATCH = 32;
  private static final int STEPS = 50;

  /** Single precision, other orders of addition: some units in the last place each step. */
  private static final float TOLERANCE = 1e-5f;

  @Test
  void pytorchAndNd4jTrainThePerceptronToTheWeightsThatOursHas() {
    BenchModel.Start start = BenchModel.MLP.start(BATCH);
    int hidden = 784 * 256;
    float[] ours = Arrays.copyOf(train(start), hidden);

    Nd4jPerceptron nd4j = new Nd4jPerceptron(start);
    for (int step = 0; step < STEPS; step++) nd4j.run();
    assertArrayEquals(ours, nd4j.hiddenWeights(), TOLERANCE);

    try (PtNDManager manager = Torch.start(1);
        var torch =
            new TorchTraining(
                manager, start.spec(), start.parameters(), start.features(), start.labels())) {
      for (int step = 0; step < STEPS; step++) torch.run();
      float[] weights = Arrays.copyOf(torch.parameters(), hidden);
      assertArrayEquals(ours, weights, TOLERANCE);
    }
  }

  private static float[] train(BenchModel.Start start) {
    var workspace = new Workspace(Network.of(start.spec()), start.spec(), KernelPath.fastest());
    System.arraycopy(start.parameters(), 0, workspace.parameters(), 0, start.parameters().length);
    System.arraycopy(start.features(), 0, workspace.features(), 0, start.features().length);
    for (int i = 0; i < BATCH; i++) workspace.targets()[i] = start.labels()[i];
    workspace.begin(Hash.sha256(new byte[0]));
    for (int step = 0; step < STEPS; step++) workspace.step(BenchModel.LEARNING_RATE);
    return workspace.parameters();
  }
}
