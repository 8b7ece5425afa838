package io.pouw.benchmarks;

import ai.djl.pytorch.engine.PtNDManager;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.network.Network;
import io.pouw.learning.network.Workspace;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;

/**
 * One training done twice, by ours and by PyTorch: the same initial weights, batches, optimiser and
 * learning rates. The optimiser runs through; the specification's rounds only give the schedule.
 *
 * @param ours mean training loss of each step
 * @param torch the same
 * @param ourTestLoss mean loss on test batches after the last step
 * @param torchTestLoss the same
 */
record LossCurves(double[] ours, double[] torch, double ourTestLoss, double torchTestLoss) {
  private static final int TEST_BATCHES = 16;
  private static final Hash SEED = Hash.sha256("weights".getBytes(StandardCharsets.US_ASCII));

  static LossCurves of(
      PtNDManager manager, ModelSpec spec, Dataset training, Dataset test, int steps) {
    var workspace = new Workspace(Network.of(spec), spec, KernelPath.fastest());
    float[] parameters = Network.of(spec).initialise(SEED);
    System.arraycopy(parameters, 0, workspace.parameters(), 0, parameters.length);
    workspace.begin(SEED);
    double[] ours = new double[steps];
    double[] theirs = new double[steps];
    try (var torch = new TorchAdamW(manager, spec, parameters)) {
      var batches = new TextBatches(training, spec.batchSize());
      for (int step = 0; step < steps; step++) {
        batches.advance();
        float rate = spec.learningRate(round(spec, training, step, steps));
        load(workspace, batches);
        ours[step] = workspace.step(rate) / workspace.targets().length;
        theirs[step] = torch.step(batches.features(), batches.labels(), batches.rows(), rate);
      }
      var unseen = new TextBatches(test, spec.batchSize());
      double ourLoss = 0;
      double theirLoss = 0;
      for (int i = 0; i < TEST_BATCHES; i++) {
        unseen.advance();
        load(workspace, unseen);
        ourLoss += loss(workspace) / TEST_BATCHES;
        theirLoss += torch.loss(unseen.features(), unseen.labels(), unseen.rows()) / TEST_BATCHES;
      }
      return new LossCurves(ours, theirs, ourLoss, theirLoss);
    }
  }

  /** The specification's rounds, stretched over the steps. */
  private static int round(ModelSpec spec, Dataset training, int step, int steps) {
    return (int) ((long) step * spec.rounds(training.rows()) / steps);
  }

  private static void load(Workspace workspace, TextBatches batch) {
    System.arraycopy(batch.features(), 0, workspace.features(), 0, batch.features().length);
    System.arraycopy(batch.targets(), 0, workspace.targets(), 0, batch.targets().length);
  }

  private static double loss(Workspace workspace) {
    workspace.forward();
    double sum = 0;
    for (int i = 0; i < workspace.targets().length; i++) sum += workspace.loss(i);
    return sum / workspace.targets().length;
  }

  /** The step where the curves are farthest apart. */
  int farthest() {
    int farthest = 0;
    for (int i = 0; i < ours.length; i++) if (difference(i) > difference(farthest)) farthest = i;
    return farthest;
  }

  double difference(int step) {
    return Math.abs(ours[step] - torch[step]);
  }
}
