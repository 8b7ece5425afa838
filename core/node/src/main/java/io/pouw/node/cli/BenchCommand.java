package io.pouw.node.cli;

import io.pouw.learning.kernel.KernelPath;
import io.pouw.node.bench.BenchReport;
import io.pouw.node.bench.BenchTable;
import io.pouw.node.bench.ClusterBench;
import io.pouw.node.bench.ConsensusBench;
import io.pouw.node.bench.ConsensusReport;
import io.pouw.node.bench.LearningBench;
import io.pouw.node.bench.ManagementBench;
import io.pouw.node.bench.Meter;
import io.pouw.node.bench.OurField;
import io.pouw.node.bench.PayoutBench;
import io.pouw.node.bench.SpinningTeam;
import io.pouw.node.plugin.Plugins;
import java.io.IOException;
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
        "engine: the engines alone on one thread, blocks as fast as they decide them; networks of more than 31 have no"
            + " other case. latency: one request at a time. signed: each request is its client's own transaction. unsigned: clients do not"
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
      @Option(
              names = "--warm-up",
              defaultValue = "30",
              description =
                  "seconds before (default 30: so long the just-in-time compiler takes a share)")
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
      name = "payout",
      description = {
        "Times a batch of payouts on a store on this machine's disk against an emulated TRON;",
        "the time that the rail waits for its network is counted apart."
      },
      mixinStandardHelpOptions = true)
  int payout(
      @Option(names = "--json", paramLabel = "FILE", description = "write the figures here, too")
          @Nullable Path json,
      @Option(names = "--payments", defaultValue = "1000", description = "default 1000")
          int payments)
      throws Exception {
    Path folder = Files.createTempDirectory("pouw-bench");
    try (Plugins plugins = Home.loadPlugins(Home.plugins())) {
      PayoutBench bench = new PayoutBench(payments, plugins, System.out::println).run(folder);
      if (json != null) bench.write(json);
    } finally {
      deleteWithFiles(folder);
    }
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
      deleteWithFiles(folder);
    }
    return 0;
  }

  @Command(
      name = "cluster",
      description = {
        "Trains rounds of MNIST with worker members of a cluster, each a process with one unit at a time, and without.",
        "More members than processors share them: the speed-up ends there."
      },
      mixinStandardHelpOptions = true)
  int cluster(
      @Option(names = "--json", paramLabel = "FILE", description = "write the figures here, too")
          @Nullable Path json,
      @Option(
              names = "--workers",
              split = ",",
              defaultValue = "1,2,4",
              description = "how many; several numbers make several runs (default 1,2,4)")
          List<Integer> workers,
      @Option(
              names = "--local-steps",
              split = ",",
              defaultValue = "32,256",
              description = "training steps of a unit (default 32,256)")
          List<Integer> localSteps,
      @Option(names = "--rounds", defaultValue = "6", description = "measured (default 6)")
          int rounds,
      @Option(names = "--warm-up", defaultValue = "6", description = "rounds before (default 6)")
          int warmUp)
      throws Exception {
    if (rounds < 1 || warmUp < 0)
      throw new IllegalArgumentException("--rounds " + rounds + " --warm-up " + warmUp);
    try (Plugins plugins = Home.loadPlugins(Home.plugins())) {
      var type =
          plugins
              .taskType("neural")
              .orElseThrow(() -> new IllegalStateException("no plugin offers neural tasks"));
      var bench =
          new ClusterBench(
              type,
              Home.datasets().load("mnist"),
              Home.plugins(),
              Home.conf(),
              warmUp,
              rounds,
              System.out::println);
      String report = bench.run(workers, localSteps).toPrettyString();
      if (json != null) Files.writeString(json, report);
    }
    return 0;
  }

  private static void deleteWithFiles(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path each : files.toList()) Files.delete(each);
    }
    Files.delete(folder);
  }
}
