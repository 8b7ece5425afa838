package io.pouw.simulation.cli;

import io.pouw.plugin.testnet.TestnetPlan;
import io.pouw.plugin.testnet.TestnetReport;
import io.pouw.simulation.CrashPoints;
import io.pouw.simulation.DiskFault;
import io.pouw.simulation.Failure;
import io.pouw.simulation.InvariantViolation;
import io.pouw.simulation.Swarm;
import io.pouw.simulation.Testnet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pouw testnet}: whole networks on virtual time. */
@Command(
    name = "pouw testnet",
    description = "Runs whole networks on virtual time, with faults, from a seed.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class TestnetCommand {
  @Spec private @Nullable CommandSpec spec;

  private synchronized void say(String line) {
    var writer = Objects.requireNonNull(spec).commandLine().getOut();
    writer.println(line);
    writer.flush();
  }

  @Command(
      name = "run",
      description = "Runs a testnet of the production ledger and consensus, and reports.",
      mixinStandardHelpOptions = true)
  int run(
      @Option(names = "--nodes", defaultValue = "100", description = "validators (default 100)")
          int nodes,
      @Option(
              names = "--duration",
              defaultValue = "24h",
              converter = DurationOption.class,
              description =
                  "90s, 30m, 24h, or a number of hours; of virtual time unless --real (default 24h)")
          Duration duration,
      @Option(names = "--stake", defaultValue = "10000", description = "PAI each (default 10000)")
          long stake,
      @Option(names = "--seed", defaultValue = "1", description = "of every draw (default 1)")
          long seed,
      @Option(
              names = "--weather",
              defaultValue = "FAIR",
              description = "${COMPLETION-CANDIDATES}: rough lets nodes crash and links part")
          Testnet.Weather weather,
      @Option(
              names = "--real",
              description =
                  "real nodes on loopback, in real time, each with its sockets and stores")
          boolean real,
      @Option(names = "--output", paramLabel = "FILE", description = "write the report here")
          @Nullable Path output)
      throws Exception {
    var plan = new TestnetPlan(nodes, duration, stake);
    if (real && weather != Testnet.Weather.FAIR)
      throw new IllegalArgumentException(
          "--weather %s: real nodes take the weather as it is, leave it out with --real"
              .formatted(weather));
    try (var run = new TestnetRun(plan, this::say)) {
      TestnetReport report = real ? run.real() : run.simulated(seed, weather);
      if (output == null) say(TestnetJson.of(report));
      else {
        TestnetJson.write(report, output);
        say("report: " + output);
      }
    }
    return 0;
  }

  @Command(
      name = "replay",
      description = "Runs the environment of one seed again, and explains what fails in it.",
      mixinStandardHelpOptions = true)
  int replay(@Option(names = "--seed", required = true) long seed) {
    var swarm = new Swarm();
    Optional<Failure> failure = swarm.run(seed);
    if (failure.isEmpty()) {
      say("seed " + seed + " holds: " + swarm.summary());
      return 0;
    }
    failure.get().lines().forEach(this::say);
    return 1;
  }

  @Command(
      name = "twins",
      description =
          "Runs Twins scenarios by number (4 validators, one twin, two sets, 4 rounds), one of each kind, or larger ones at random.",
      mixinStandardHelpOptions = true)
  int twins(
      @Option(names = "--from", defaultValue = "0", description = "first number (default 0)")
          long from,
      @Option(
              names = "--count",
              defaultValue = "65536",
              description = "how many (default 65536); 16777216 are all there are by number")
          long count,
      @Option(names = "--random", description = "larger ones, drawn from the numbers as seeds")
          boolean random,
      @Option(
              names = "--state",
              paramLabel = "FILE",
              description = "remembers how far it is, and goes on there when started again")
          @Nullable Path state)
      throws IOException {
    return new TwinsRun(from, count, random, new ResumeFile(Optional.ofNullable(state)), this::say)
        .run();
  }

  @Command(
      name = "discovery",
      description =
          "Lets nodes find one another, with faults, liars and upgrades, from many seeds.",
      mixinStandardHelpOptions = true)
  int discovery(
      @Option(names = "--from", defaultValue = "0", description = "first seed (default 0)")
          long from,
      @Option(names = "--seeds", defaultValue = "100", description = "how many (default 100)")
          long seeds) {
    return new DiscoveryRun(from, seeds, this::say).run();
  }

  @Command(
      name = "crashpoints",
      description = "Ends a validator at every operation on its disk, in every way.",
      mixinStandardHelpOptions = true)
  int crashPoints(
      @Option(names = "--seed", defaultValue = "1", description = "default 1") long seed,
      @Option(names = "--heights", defaultValue = "50", description = "default 50") int heights) {
    var points = new CrashPoints(seed, heights);
    long count = points.count();
    int failures = 0;
    for (long operation = 0; operation < count; operation++)
      for (DiskFault fault : DiskFault.values()) {
        try {
          points.run(operation, fault);
        } catch (InvariantViolation violation) {
          failures++;
          say(String.valueOf(violation.getMessage()));
        }
      }
    say(
        "%d operations in %d heights, each in %d ways: %d failures"
            .formatted(count, heights, DiskFault.values().length, failures));
    return failures == 0 ? 0 : 1;
  }

  @Command(
      name = "swarm",
      description = "Runs the environments of many seeds on all processors; can be resumed.",
      mixinStandardHelpOptions = true)
  int swarm(
      @Option(names = "--from", defaultValue = "0", description = "first seed (default 0)")
          long from,
      @Option(names = "--seeds", defaultValue = "10000", description = "how many (default 10000)")
          long seeds,
      @Option(names = "--threads", description = "default: as many as there are processors")
          @Nullable Integer threads,
      @Option(
              names = "--state",
              paramLabel = "FILE",
              description = "remembers how far it is, and goes on there when started again")
          @Nullable Path state)
      throws IOException, InterruptedException {
    int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    return new SwarmRun(from, seeds, workers, new ResumeFile(Optional.ofNullable(state)), this::say)
        .run();
  }
}
