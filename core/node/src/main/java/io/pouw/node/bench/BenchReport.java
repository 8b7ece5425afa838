package io.pouw.node.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a benchmark measured.
 *
 * @param peaks measured operations per second of all threads together, by the number of threads
 */
public record BenchReport(
    Machine machine, Map<Integer, Double> peaks, List<Measurement> measurements) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final double GIGA = 1e9;

  public BenchReport {
    peaks = Map.copyOf(peaks);
    measurements = List.copyOf(measurements);
  }

  /** This report with the figures of another number of threads of the same machine. */
  public BenchReport with(BenchReport later) {
    Map<Integer, Double> all = new TreeMap<>(peaks);
    all.putAll(later.peaks);
    return new BenchReport(
        machine, all, Stream.concat(measurements.stream(), later.measurements.stream()).toList());
  }

  /** Writes it as JSON. */
  public void write(Path file) {
    try {
      Files.write(file, JSON.writeValueAsBytes(json()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report " + file, e);
    }
  }

  /** The report as JSON; figures of a spread are rates: more is faster. */
  public ObjectNode json() {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("machine")
        .put("time", machine.time().toString())
        .put("processor", machine.processor())
        .put("processors", machine.processors())
        .put("system", machine.system())
        .put("jvm", machine.jvm())
        .put("load_average", machine.loadAverage())
        .put("kernels", machine.kernels());
    var peak = root.putArray("fma_peak");
    peaks.keySet().stream()
        .sorted()
        .forEach(threads ->
            peak.addObject()
                .put("threads", threads)
                .put("gflops", peaks.getOrDefault(threads, 0.0) / GIGA));
    var results = root.putArray("results");
    for (Measurement each : measurements) result(results.addObject(), each);
    return root;
  }

  private void result(ObjectNode node, Measurement each) {
    node.put("work", each.work()).put("size", each.size()).put("threads", each.threads());
    node.put("contender", each.contender());
    boolean gemm = each.isGemm();
    double scale = gemm ? each.flopsPerRun() / GIGA : 1;
    node.put("unit", gemm ? "GFLOP/s" : "steps/s");
    Spread rate = each.rate();
    node.put("min", rate.min() * scale).put("q1", rate.q1() * scale);
    node.put("median", rate.median() * scale).put("q3", rate.q3() * scale);
    node.put("max", rate.max() * scale).put("samples", rate.samples());
    node.put("gflops", each.gflops(rate.median()));
    node.put("share_of_peak", peakShare(each));
  }

  /** The median's share of the peak of as many threads. */
  double peakShare(Measurement each) {
    return each.rate().median()
        * each.flopsPerRun()
        / peaks.getOrDefault(each.threads(), Double.NaN);
  }
}
