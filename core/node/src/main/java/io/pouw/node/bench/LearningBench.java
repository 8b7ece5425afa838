package io.pouw.node.bench;

import io.pouw.learning.kernel.KernelPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures every case with every contender of a field, on a number of threads. */
public final class LearningBench {
  static final String GEMM = "gemm";
  static final List<Integer> ORDERS = List.of(64, 128, 256, 512, 1024, 2048);

  private final Meter meter;
  private final Field field;
  private final int threads;
  private final Consumer<String> progress;

  /**
   * @param threads that the field's contenders use
   * @param progress is told what is being measured
   */
  public LearningBench(Meter meter, Field field, int threads, Consumer<String> progress) {
    this.meter = meter;
    this.field = field;
    this.threads = threads;
    this.progress = progress;
  }

  /** Measures it all: the peak first, then the cases whose name contains the text. */
  public BenchReport run(String only) throws Exception {
    Machine machine = Machine.here();
    progress.accept("fma peak, " + threads + " threads");
    double peak = FmaPeak.flops(KernelPath.fastest(), threads);
    List<Measurement> measurements = new ArrayList<>();
    for (int order : ORDERS)
      if (GEMM.contains(only))
        measure(measurements, GEMM, order, 2.0 * order * order * order, field.gemm(order));
    for (BenchModel model : BenchModel.values())
      if (model.title().contains(only)) measure(measurements, model);
    return new BenchReport(machine, Map.of(threads, peak), measurements);
  }

  /** All sizes are rehearsed first, so that the first to be measured is as warm as the last. */
  private void measure(List<Measurement> measurements, BenchModel model) throws Exception {
    for (int batch : BenchModel.BATCHES) {
      List<Contender> contenders = field.training(model, batch);
      meter.rehearse(contenders);
      contenders.forEach(Contender::close);
    }
    for (int batch : BenchModel.BATCHES)
      measure(
          measurements,
          model.title(),
          batch,
          (double) model.spec(batch).unitFlops(),
          field.training(model, batch));
  }

  private void measure(
      List<Measurement> measurements,
      String work,
      int size,
      double flopsPerRun,
      List<Contender> contenders) {
    progress.accept(work + " " + size + ", " + threads + " threads");
    meter
        .runsPerSecond(contenders)
        .forEach((contender, rate) ->
            measurements.add(new Measurement(work, size, threads, contender, rate, flopsPerRun)));
    contenders.forEach(Contender::close);
  }
}
