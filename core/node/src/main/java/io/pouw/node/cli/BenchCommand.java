package io.pouw.node.cli;

import io.pouw.learning.data.IdxFormat;
import io.pouw.learning.federated.FederatedTrial;
import io.pouw.learning.federated.TrialSettings;
import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.node.bench.BenchReport;
import io.pouw.node.bench.BenchTable;
import io.pouw.node.bench.ConsensusBench;
import io.pouw.node.bench.ConsensusReport;
import io.pouw.node.bench.FederatedBench;
import io.pouw.node.bench.LearningBench;
import io.pouw.node.bench.Meter;
import io.pouw.node.bench.OurField;
import io.pouw.node.bench.SpinningTeam;
import io.pouw.node.dataset.Dataset;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
      name = "federated",
      description =
          "Trains on MNIST with attackers among the workers, by every rule of aggregation.",
      mixinStandardHelpOptions = true)
  int federated(
      @Option(names = "--json", paramLabel = "FILE", description = "write the table here, too")
          @Nullable Path json,
      @Option(names = "--workers", defaultValue = "25", description = "all of them (default 25)")
          int workers,
      @Option(names = "--byzantine", defaultValue = "5", description = "attackers (default 5)")
          int byzantine,
      @Option(names = "--iterations", defaultValue = "600", description = "default 600")
          int iterations,
      @Option(names = "--batch", defaultValue = "32", description = "rows (default 32)") int batch,
      @Option(names = "--non-iid", description = "the workers' data sorted by label")
          boolean sorted,
      @Option(
              names = "--only",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "only rules whose name contains this")
          String only)
      throws IOException {
    var settings = new TrialSettings(workers, byzantine, iterations, batch, 0.01f, 0.9f, !sorted);
    Dataset mnist = Home.datasets().load("mnist");
    String text =
        new String(mnist.spec(), StandardCharsets.UTF_8)
            .replaceFirst("\"batch_size\": *\\d+", "\"batch_size\": " + batch);
    ModelSpec spec = ModelSpec.parse(text.getBytes(StandardCharsets.UTF_8));
    var trial =
        new FederatedTrial(
            spec,
            IdxFormat.read(
                part(mnist.training(), "images"), part(mnist.training(), "labels"), spec.dataset()),
            IdxFormat.read(
                part(mnist.test(), "images"), part(mnist.test(), "labels"), spec.dataset()),
            settings,
            Hash.sha256("federated".getBytes(StandardCharsets.UTF_8)));
    var table = new FederatedBench(trial, settings, only, System.out::println).run();
    if (json != null) Files.writeString(json, table.toPrettyString() + "\n");
    return 0;
  }

  private static byte[] part(Map<String, byte[]> parts, String name) {
    return Objects.requireNonNull(parts.get(name), name);
  }
}
