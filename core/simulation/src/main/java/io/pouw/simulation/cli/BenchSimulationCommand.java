package io.pouw.simulation.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.simulation.Pace;
import io.pouw.simulation.Scenario;
import io.pouw.simulation.Simulation;
import io.pouw.simulation.SimulationReport;
import io.pouw.simulation.Swarm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times calm networks of several sizes and a swarm of drawn environments, on one thread. */
@Command(
    name = "pouw bench simulation",
    description = "Times the simulator: virtual seconds in a second, for several networks.",
    mixinStandardHelpOptions = true)
final class BenchSimulationCommand implements Callable<Integer> {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SWARM_SEEDS = 200;

  /** One network that is timed. */
  private record Case(
      String name, int validators, Scenario.Workload workload, Pace pace, Duration virtual) {}

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--json", paramLabel = "FILE", description = "write the figures here, too")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException {
    var figures = MAPPER.createArrayNode();
    var nothing = Scenario.Workload.NOTHING;
    var ledger = Scenario.Workload.LEDGER;
    measure(
        new Case("4 validators, ledger, quiet", 4, ledger, Pace.QUIET, Duration.ofHours(2)),
        figures);
    measure(
        new Case("4 validators, a block a second", 4, nothing, Pace.STEADY, Duration.ofHours(1)),
        figures);
    measure(
        new Case("4 validators, brisk", 4, nothing, Pace.BRISK, Duration.ofMinutes(20)), figures);
    measure(
        new Case("100 validators, quiet", 100, nothing, Pace.QUIET, Duration.ofMinutes(20)),
        figures);
    swarm(figures);
    if (json != null) Files.writeString(json, figures.toPrettyString() + "\n");
    return 0;
  }

  private void measure(Case timed, ArrayNode figures) {
    run(timed, timed.virtual().dividedBy(10));
    long began = System.nanoTime();
    SimulationReport report = run(timed, timed.virtual());
    double seconds = (System.nanoTime() - began) / 1e9;
    add(timed.name(), report.virtualTime().toMillis() / 1e3, report.events(), seconds, figures);
  }

  private static SimulationReport run(Case timed, Duration virtual) {
    var load = new Scenario.Load(Duration.ofMinutes(1), 1, 0, 8);
    var simulation =
        new Simulation(
            Scenario.calm(1, timed.validators(), 0)
                .with(timed.workload())
                .with(load)
                .with(timed.pace()));
    simulation.start();
    simulation.advance(virtual);
    return simulation.report();
  }

  private void swarm(ArrayNode figures) {
    var swarm = new Swarm();
    long began = System.nanoTime();
    for (long seed = 0; seed < SWARM_SEEDS; seed++)
      swarm.run(seed).ifPresent(failure -> failure.lines().forEach(this::say));
    double seconds = (System.nanoTime() - began) / 1e9;
    add(
        "swarm, %.1f seeds in a second".formatted(SWARM_SEEDS / seconds),
        swarm.virtualSeconds(),
        swarm.events(),
        seconds,
        figures);
  }

  private void add(String name, double virtual, long events, double seconds, ArrayNode figures) {
    ObjectNode row = figures.addObject();
    row.put("case", name);
    row.put("virtual_seconds", virtual);
    row.put("seconds", seconds);
    row.put("times_real_time", virtual / seconds);
    row.put("events_per_second", events / seconds);
    say(
        "%-36s %8.0f times real time, %9.0f events/s"
            .formatted(name, virtual / seconds, events / seconds));
  }

  private void say(String line) {
    var writer = Objects.requireNonNull(spec).commandLine().getOut();
    writer.println(line);
    writer.flush();
  }
}
