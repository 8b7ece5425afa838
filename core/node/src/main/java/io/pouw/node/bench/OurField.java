package io.pouw.node.bench;

import io.pouw.learning.kernel.Gemm;
import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.kernel.Matrix;
import io.pouw.learning.kernel.Team;
import io.pouw.learning.network.Network;
import io.pouw.learning.network.Workspace;
import java.util.List;

/** Our own kernels. */
public final class OurField implements Field {
  public static final String NAME = "pouw";

  private final KernelPath path;
  private final Team team;

  public OurField(KernelPath path, Team team) {
    this.path = path;
    this.team = team;
  }

  @Override
  public List<Contender> gemm(int n) {
    Gemm gemm = path.newKernels(team).gemm();
    Matrix a = Matrix.rowMajor(Numbers.uniform("a", n * n), 0, n, n);
    Matrix b = Matrix.rowMajor(Numbers.uniform("b", n * n), 0, n, n);
    Matrix c = Matrix.rowMajor(new float[n * n], 0, n, n);
    return List.of(Contender.of(NAME, () -> gemm.multiply(a, b, c, false)));
  }

  @Override
  public List<Contender> training(BenchModel model, int batch) {
    BenchModel.Start start = model.start(batch);
    Workspace workspace =
        new Workspace(Network.of(start.spec()), start.spec(), path.newKernels(team));
    copy(start.parameters(), workspace.parameters());
    copy(start.features(), workspace.features());
    for (int i = 0; i < start.labels().length; i++) workspace.targets()[i] = start.labels()[i];
    workspace.begin(Numbers.seed());
    return List.of(Contender.of(NAME, () -> workspace.step(BenchModel.LEARNING_RATE)));
  }

  private static void copy(float[] from, float[] to) {
    System.arraycopy(from, 0, to, 0, from.length);
  }
}
