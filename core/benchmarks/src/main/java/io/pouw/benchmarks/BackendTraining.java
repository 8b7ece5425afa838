package io.pouw.benchmarks;

import io.pouw.backend.nd4j.Nd4jBackend;
import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.network.ExternalNetwork;
import io.pouw.learning.network.Network;
import io.pouw.learning.network.Workspace;
import io.pouw.node.bench.BenchModel;
import io.pouw.node.bench.Contender;
import io.pouw.plugin.TensorProgram;
import java.util.List;

/** A training step on the plugin {@code backend-nd4j}, as {@code pouw train --backend nd4j} does. */
final class BackendTraining implements Contender {
  private static final Nd4jBackend BACKEND = new Nd4jBackend();

  private final Workspace workspace;

  BackendTraining(BenchModel model, int batch) {
    BenchModel.Start start = model.start(batch);
    TensorProgram program = BACKEND.open(model.json(batch), batch);
    workspace =
        new Workspace(
            Network.of(start.spec()),
            start.spec(),
            KernelPath.fastest().newKernels(),
            new Program(program));
    System.arraycopy(start.parameters(), 0, workspace.parameters(), 0, start.parameters().length);
    System.arraycopy(start.features(), 0, workspace.features(), 0, start.features().length);
    for (int i = 0; i < start.labels().length; i++) workspace.targets()[i] = start.labels()[i];
  }

  @Override
  public String name() {
    return "backend-nd4j";
  }

  @Override
  public void run() {
    double _ = workspace.step(BenchModel.LEARNING_RATE);
  }

  private record Program(TensorProgram program) implements ExternalNetwork {
    @Override
    public void forward(float[] parameters, float[] features, float[] outputs) {
      program.forward(parameters, features, outputs);
    }

    @Override
    public double differentiate(
        float[] parameters,
        float[] features,
        float[] targets,
        List<float[]> dropout,
        float[] gradients) {
      return program.differentiate(parameters, features, targets, dropout, gradients);
    }
  }
}
