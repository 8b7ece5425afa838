package io.pouw.benchmarks;

import io.pouw.node.bench.BenchModel;
import io.pouw.node.bench.Contender;
import io.pouw.node.bench.Field;
import io.pouw.node.bench.Numbers;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J in the benchmark, tuned: column-major arrays, everything in place and allocated before. How
 * many threads it has is decided by the environment of the process ({@link PeerProcess}).
 */
final class Nd4jField implements Field {
  static final String NAME = "nd4j";

  static INDArray columnMajor(float[] rowMajor, int rows, int columns) {
    INDArray source = Nd4j.create(rowMajor, new long[] {rows, columns}, 'c');
    return Nd4j.createUninitialized(new long[] {rows, columns}, 'f').assign(source);
  }

  static INDArray zeros(int rows, int columns) {
    return Nd4j.zeros(new int[] {rows, columns}, 'f');
  }

  @Override
  public List<Contender> gemm(int n) {
    INDArray a = columnMajor(Numbers.uniform("a", n * n), n, n);
    INDArray b = columnMajor(Numbers.uniform("b", n * n), n, n);
    INDArray c = zeros(n, n);
    return List.of(Contender.of(NAME, () -> Nd4j.gemm(a, b, c, false, false, 1.0, 0.0)));
  }

  /** By hand only the perceptron is worth it; everything runs on the plugin's graphs, too. */
  @Override
  public List<Contender> training(BenchModel model, int batch) {
    Contender plugin = new BackendTraining(model, batch);
    return switch (model) {
      case MLP -> List.of(new Nd4jPerceptron(model.start(batch)), plugin);
      case LENET, GPT, TEXT -> List.of(plugin);
    };
  }
}
