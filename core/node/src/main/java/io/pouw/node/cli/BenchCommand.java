package io.pouw.node.cli;

import io.pouw.learning.kernel.KernelPath;
import io.pouw.node.bench.BenchReport;
import io.pouw.node.bench.BenchTable;
import io.pouw.node.bench.LearningBench;
import io.pouw.node.bench.Meter;
import io.pouw.node.bench.OurField;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pouw bench}: how fast this machine is. */
@Command(
    name = "bench",
    description = "Measures how fast this machine is.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class BenchCommand {
  @Command(
      name = "learning",
      description = "Times matrix products and training steps of the kernels that do the work.",
      mixinStandardHelpOptions = true)
  int learning(
      @Option(names = "--json", paramLabel = "FILE", description = "write the figures here, too")
          @Nullable Path json,
      @Option(
              names = "--only",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "only cases whose name contains this")
          String only,
      @Option(names = "--samples", defaultValue = "15", description = "of each case (default 15)")
          int samples)
      throws Exception {
    var meter = new Meter(0.5, 0.03, samples);
    var bench =
        new LearningBench(
            meter,
            new OurField(KernelPath.fastest()),
            1,
            what -> System.err.println("bench: " + what));
    BenchReport report = bench.run(only);
    if (json != null) report.write(json);
    BenchTable.lines(report.json()).forEach(System.out::println);
    return 0;
  }
}
