package io.pouw.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pouw.learning.data.IdxFormat;
import io.pouw.learning.federated.FederatedTrial;
import io.pouw.learning.federated.TrialSettings;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.node.bench.FederatedBench;
import io.pouw.node.bench.FederatedCell;
import io.pouw.node.bench.FederatedModel;
import io.pouw.node.bench.FederatedPlan;
import io.pouw.node.bench.FederatedTable;
import io.pouw.node.bench.TrialLog;
import io.pouw.node.dataset.Dataset;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pouw bench federated}: robust aggregation under attack. */
@Command(
    name = "federated",
    description = {
      "Trains on MNIST with attackers among the workers, by every rule of aggregation.",
      "With --json each finished cell is kept, and a second start goes on with the rest."
    },
    mixinStandardHelpOptions = true)
final class FederatedBenchCommand implements Callable<Integer> {
  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "keeps the finished cells; those in it are not made again")
  private @Nullable Path json;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "a specification for MNIST (default: a small convolutional network)")
  private @Nullable Path model;

  @Option(names = "--workers", defaultValue = "25", description = "all of them (default 25)")
  private int workers;

  @Option(names = "--byzantine", defaultValue = "5", description = "attackers (default 5)")
  private int byzantine;

  @Option(names = "--iterations", defaultValue = "600", description = "default 600")
  private int iterations;

  @Option(names = "--batch", defaultValue = "32", description = "rows of a worker (default 32)")
  private int batch;

  @Option(names = "--learning-rate", defaultValue = "0.01", description = "default 0.01")
  private float learningRate;

  @Option(names = "--data", description = "sorted (by label) or iid alone (default both)")
  private String data = "";

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      description = "only rules whose name contains this")
  private String only = "";

  @Option(names = "--attack", paramLabel = "NAME", description = "only this attack, or none")
  private String attack = "";

  @Option(names = "--show", description = "only prints what the file of --json has")
  private boolean show;

  @Override
  public Integer call() throws IOException {
    var plan = new FederatedPlan(settings(false));
    ModelSpec spec = spec();
    TrialLog log = TrialLog.open(Optional.ofNullable(json), setting(spec));
    List<FederatedCell> cells = plan.cells().stream().filter(this::isAsked).toList();
    if (cells.isEmpty())
      throw new IllegalArgumentException(
          "no cell of the table fits --data '%s', --only '%s' and --attack '%s'; attacks: %s, rules: %s"
              .formatted(data, only, attack, plan.attacks().keySet(), plan.rules().keySet()));
    if (!show) new FederatedBench(trials(spec), plan, workers, log, System.err::println).run(cells);
    boolean comparable = settings(false).equals(TrialSettings.PAPER);
    var table = new FederatedTable(plan, log, comparable);
    for (String each : List.of(FederatedCell.SORTED, FederatedCell.ALIKE)) {
      table.lines(each).forEach(System.out::println);
      System.out.println();
    }
    return 0;
  }

  private boolean isAsked(FederatedCell cell) {
    return (data.isEmpty() || cell.data().equals(data))
        && cell.rule().contains(only)
        && (attack.isEmpty() || cell.attack().equals(attack));
  }

  private ModelSpec spec() throws IOException {
    ModelSpec spec =
        model == null ? FederatedModel.spec() : ModelSpec.parse(Files.readAllBytes(model));
    return spec.withBatchSize(batch);
  }

  private TrialSettings settings(boolean alike) {
    return new TrialSettings(workers, byzantine, iterations, batch, learningRate, 0.9f, alike);
  }

  /** What all cells of a file have in common. */
  private JsonNode setting(ModelSpec spec) {
    byte[] layers = spec.layers().toString().getBytes(StandardCharsets.UTF_8);
    return new ObjectMapper()
        .createObjectNode()
        .put("workers", workers)
        .put("byzantine", byzantine)
        .put("iterations", iterations)
        .put("batch", batch)
        .put("learning_rate", Float.toString(learningRate))
        .put("momentum", "0.9")
        .put("parameters", spec.parameters())
        .put("layers_sha256", Hash.sha256(layers).toString());
  }

  private Map<String, FederatedTrial> trials(ModelSpec spec) throws IOException {
    Dataset mnist = Home.datasets().load("mnist");
    var training = rows(mnist.training(), spec);
    var test = rows(mnist.test(), spec);
    Hash seed = Hash.sha256("federated".getBytes(StandardCharsets.UTF_8));
    return Map.of(
        FederatedCell.SORTED,
        new FederatedTrial(spec, training, test, settings(false), seed),
        FederatedCell.ALIKE,
        new FederatedTrial(spec, training, test, settings(true), seed));
  }

  private static io.pouw.learning.data.Dataset rows(Map<String, byte[]> parts, ModelSpec spec) {
    return IdxFormat.read(part(parts, "images"), part(parts, "labels"), spec.dataset());
  }

  private static byte[] part(Map<String, byte[]> parts, String name) {
    return Objects.requireNonNull(parts.get(name), name);
  }
}
