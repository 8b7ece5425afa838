package io.pouw.benchmarks;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.pouw.node.bench.BenchModel;
import io.pouw.node.bench.Contender;
import io.pouw.node.bench.Field;
import io.pouw.node.bench.Numbers;
import java.util.List;

/** PyTorch in the benchmark. */
final class TorchField implements Field {
  private final PtNDManager manager;

  TorchField(int threads) {
    manager = Torch.start(threads);
  }

  @Override
  public List<Contender> gemm(int n) {
    PtNDManager own = manager.newSubManager(manager.getDevice());
    PtNDArray a = Torch.floats(own, Numbers.uniform("a", n * n), n, n);
    PtNDArray b = Torch.floats(own, Numbers.uniform("b", n * n), n, n);
    return List.of(
        new Contender() {
          @Override
          public String name() {
            return Torch.NAME;
          }

          @Override
          public void run() {
            JniUtils.matmul(a, b).close();
          }

          @Override
          public void close() {
            own.close();
          }
        });
  }

  @Override
  public List<Contender> training(BenchModel model, int batch) {
    var start = model.start(batch);
    return List.of(
        new TorchTraining(
            manager, start.spec(), start.parameters(), start.features(), start.labels()));
  }
}
