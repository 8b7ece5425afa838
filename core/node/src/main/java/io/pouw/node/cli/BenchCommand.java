package io.pouw.node.cli;

import io.pouw.learning.kernel.KernelPath;
import io.pouw.node.bench.BenchReport;
import io.pouw.node.bench.BenchTable;
import io.pouw.node.bench.ConsensusBench;
import io.pouw.node.bench.ConsensusReport;
import io.pouw.node.bench.LearningBench;
import io.pouw.node.bench.ManagementBench;
import io.pouw.node.bench.Meter;
import io.pouw.node.bench.OurField;
import io.pouw.node.bench.SpinningTeam;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pouw bench}: how fast this machine is. */
@Command(
    name = "bench",
    description = "Measures how fast this machine is.",
    mixinStandardHelpOptions = true,
    subcommands = {FederatedBenchCommand.class, ProofsBenchCommand.class},
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
      @Option(names = "--threads", split = ",", defaultValue = "1", description = "default 1")
          List<Integer> threads,
      @Option(names = "--samples", defaultValue = "15", description = "of each case (default 15)")
          int samples)
      throws Exception {
    var meter = new Meter(1, 0.03, samples);
    Optional<BenchReport> whole = Optional.empty();
    for (int count : threads) {
      if (count < 1 || count > Runtime.getRuntime().availableProcessors())
        throw new IllegalArgumentException(
            "--threads " + count + ": expected 1 to " + Runtime.getRuntime().availableProcessors());
      try (var team = new SpinningTeam(count)) {
        var field = new OurField(KernelPath.fastest(), team);
        var bench =
            new LearningBench(meter, field, count, what -> System.err.println("bench: " + what));
        BenchReport part = bench.run(only);
        whole = Optional.of(whole.map(earlier -> earlier.with(part)).orElse(part));
      }
    }
    BenchReport report = whole.orElseThrow();
    if (json != null) report.write(json);
    BenchTable.lines(report.json()).forEach(System.out::println);
    return 0;
  }

  @Command(
      name = "consensus",
      description = {
        "Runs networks of validators on loopback in this JVM, every signature checked, every vote and block durable.",
        "latency: one request at a time. signed: each request is its client's own transaction. unsigned: clients do not"
            + " sign, gateways sign bundles of 100 requests of 100 bytes."
      },
      mixinStandardHelpOptions = true)
  int consensus(
      @Option(names = "--json", paramLabel = "FILE", description = "write the figures here, too")
          @Nullable Path json,
      @Option(
              names = "--validators",
              split = ",",
              defaultValue = "4",
              description = "how many; several numbers make several networks (default 4)")
          List<Integer> validators,
      @Option(
              names = "--payload",
              split = ",",
              defaultValue = "0,256,1024",
              description = "bytes of a signed request (default 0,256,1024)")
          List<Integer> payloads,
      @Option(names = "--seconds", defaultValue = "10", description = "measured (default 10)")
          int seconds,
      @Option(names = "--warm-up", defaultValue = "10", description = "seconds (default 10)")
          int warmUp,
      @Option(
              names = "--only",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "only cases whose name contains this")
          String only)
      throws Exception {
    if (seconds < 1 || warmUp < 0)
      throw new IllegalArgumentException("--seconds " + seconds + " --warm-up " + warmUp);
    ConsensusReport report =
        new ConsensusBench(
                Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), System.out::println)
            .run(validators, payloads, only);
    if (json != null) report.write(json);
    return 0;
  }

  @Command(
      name = "management",
      description = {
        "Times the management of many workers on a store on this machine's disk: registrations, heartbeats,",
        "scores of all of them, a distribution, an update of the resources."
      },
      mixinStandardHelpOptions = true)
  int management(
      @Option(names = "--json", paramLabel = "FILE", description = "write the figures here, too")
          @Nullable Path json,
      @Option(names = "--workers", defaultValue = "10000", description = "default 10000")
          int workers)
      throws Exception {
    Path folder = Files.createTempDirectory("pouw-bench");
    try {
      ManagementBench bench = new ManagementBench(workers, System.out::println).run(folder);
      if (json != null) bench.write(json);
    } finally {
      try (var files = Files.list(folder)) {
        for (Path each : files.toList()) Files.delete(each);
      }
      Files.delete(folder);
    }
    return 0;
  }
}
