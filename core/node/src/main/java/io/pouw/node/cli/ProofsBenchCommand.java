package io.pouw.node.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.node.bench.Machine;
import io.pouw.node.dataset.Job;
import io.pouw.node.obligation.BlockFiles;
import io.pouw.node.obligation.BlockRun;
import io.pouw.node.obligation.BlockRun.Decided;
import io.pouw.node.plugin.Plugins;
import io.pouw.plugin.TaskProgram;
import io.pouw.primitives.Hash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pouw bench proofs}: what checking a claim costs beside deciding the obligation. */
@Command(
    name = "proofs",
    description =
        "Times deciding the obligations of conf/demos/smt.json against checking the claims.",
    mixinStandardHelpOptions = true)
final class ProofsBenchCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Option(names = "--json", paramLabel = "FILE", description = "write the figures here, too")
  private @Nullable Path json;

  @Option(names = "--samples", description = "runs, of which the median counts (default 7)")
  private int samples = 7;

  @Option(names = "--warm-up", description = "runs before them (default 3)")
  private int warmUp = 3;

  /** Medians of one obligation. */
  private record Row(Decided decided, double workMs, double checkMs) {}

  @Override
  public Integer call() throws Exception {
    if (samples < 1 || warmUp < 0)
      throw new IllegalArgumentException("--samples " + samples + " --warm-up " + warmUp);
    Job job = Home.jobs().load(BlockFiles.TASK_TYPE);
    try (Plugins plugins = Home.loadPlugins(Home.plugins())) {
      TaskProgram program =
          plugins
              .taskType(job.taskType())
              .orElseThrow(() -> new IllegalArgumentException("no plugin for " + job.taskType()))
              .open(job.dataset().spec(), job.dataset().training(), Hash.sha256(new byte[0]));
      for (int i = 0; i < warmUp; i++) BlockRun.run(program, each -> {});
      List<List<Decided>> runs = new ArrayList<>();
      for (int i = 0; i < samples; i++) runs.add(BlockRun.run(program, each -> {}));
      List<Row> rows = rows(runs);
      rows.forEach(ProofsBenchCommand::print);
      if (json != null) Files.write(json, JSON.writeValueAsBytes(report(rows)));
      printSum(rows);
      return 0;
    }
  }

  private static List<Row> rows(List<List<Decided>> runs) {
    var rows = new ArrayList<Row>();
    for (int i = 0; i < runs.getFirst().size(); i++) {
      int at = i;
      List<Decided> same = runs.stream().map(each -> each.get(at)).toList();
      rows.add(
          new Row(
              same.getFirst(),
              medianMs(same, Decided::workNanos),
              medianMs(same, Decided::checkNanos)));
    }
    return rows;
  }

  private static double medianMs(List<Decided> all, ToLongFunction<Decided> nanos) {
    long[] sorted = all.stream().mapToLong(nanos).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2] / 1e6;
  }

  private static String name(Row row) {
    return row.decided().words().lines().findFirst().orElse("");
  }

  private static void print(Row row) {
    System.out.printf(
        Locale.ROOT,
        "%-80s decided %9.3f ms  checked %9.3f ms  %5.1f %%%n",
        name(row),
        row.workMs(),
        row.checkMs(),
        100 * row.checkMs() / row.workMs());
  }

  private static void printSum(List<Row> rows) {
    double work = rows.stream().mapToDouble(Row::workMs).sum();
    double check = rows.stream().mapToDouble(Row::checkMs).sum();
    System.out.printf(
        Locale.ROOT,
        "%d obligations: decided in %.1f ms, checked in %.1f ms, %.1f %%%n",
        rows.size(),
        work,
        check,
        100 * check / work);
  }

  private ObjectNode report(List<Row> rows) {
    Machine machine = Machine.here();
    ObjectNode root = JSON.createObjectNode();
    root.putObject("machine")
        .put("time", machine.time().toString())
        .put("processor", machine.processor())
        .put("processors", machine.processors())
        .put("system", machine.system())
        .put("jvm", machine.jvm())
        .put("load_average", machine.loadAverage());
    root.put("samples", samples).put("warm_up", warmUp);
    ArrayNode all = root.putArray("obligations");
    for (Row each : rows)
      all.addObject()
          .put("name", name(each))
          .put("verdict", each.decided().verdict())
          .put("claim_bytes", each.decided().claimBytes())
          .put("decide_ms", each.workMs())
          .put("check_ms", each.checkMs());
    return root;
  }
}
