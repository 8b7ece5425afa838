package io.pouw.benchmarks;

import io.pouw.learning.kernel.KernelPath;
import io.pouw.node.bench.BenchReport;
import io.pouw.node.bench.LearningBench;
import io.pouw.node.bench.Meter;
import io.pouw.node.bench.OurField;
import io.pouw.node.bench.SpinningTeam;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures on one number of threads. It is a process of its own, since the peers read how many they
 * may use, and which processor they run on, from the environment while they are loaded.
 */
final class PeerProcess {
  private PeerProcess() {}

  /**
   * @param arguments threads, samples, part of the names of the cases, file for the report
   */
  public static void main(String[] arguments) throws Exception {
    int threads = Integer.parseInt(arguments[0]);
    var meter = new Meter(0.5, 0.03, Integer.parseInt(arguments[1]));
    var field =
        new SideBySide(
            List.of(new OurField(KernelPath.fastest(), new SpinningTeam(threads)), new TorchField(threads), new Nd4jField()));
    var bench =
        new LearningBench(meter, field, threads, what -> System.err.println("bench: " + what));
    BenchReport report = bench.run(arguments[2]);
    report.write(Path.of(arguments[3]));
    // PyTorch's and OpenBLAS' threads would keep the process.
    System.exit(0);
  }
}
