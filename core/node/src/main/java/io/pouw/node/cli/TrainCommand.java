package io.pouw.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pouw.learning.exchange.NumpyWeights;
import io.pouw.learning.exchange.OnnxExport;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.node.Version;
import io.pouw.node.dataset.Dataset;
import io.pouw.node.dataset.Datasets;
import io.pouw.node.model.BadInputException;
import io.pouw.node.model.InputFile;
import io.pouw.node.plugin.ChosenBackend;
import io.pouw.node.plugin.Plugins;
import io.pouw.node.train.DataFolder;
import io.pouw.node.train.SoloTraining;
import io.pouw.node.train.TrainingReport;
import io.pouw.plugin.Figures;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pouw train}. Exit code 0: good enough for its task, 1: not, 2: wrong usage. */
@Command(
    name = "train",
    description =
        "Trains alone on this machine, without a network: the same rounds and slots, on the"
            + " reproducible kernels the same bytes.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  private static final long MAX_SPEC_BYTES = 1 << 20;
  private static final int LINES = 12;

  @Parameters(
      index = "0",
      paramLabel = "SPEC",
      description = "a task's spec, JSON, or the name of a preset in conf/presets")
  private String spec = "mlp";

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "files named ..train.. and ..test.., or mnist or digits (default: what comes for the"
              + " preset)")
  private @Nullable String data;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "model to write: .onnx, .npz or .state (the bytes as they are); repeatable")
  private List<Path> out = List.of();

  @Option(names = "--report", paramLabel = "FILE", description = "losses and metrics as JSON")
  private @Nullable Path report;

  @Option(
      names = "--effective-seed",
      paramLabel = "HASH",
      description = "such as a task of a network had (default: SHA-256 of the spec's seed)")
  private @Nullable String effectiveSeed;

  @Option(names = "--threads", description = "they do not change a byte (default: all cores)")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--task-type", description = "default: neural")
  private String taskType = "neural";

  @Option(
      names = "--backend",
      description = "what computes: kernels (reproducible, default) or a plugin's, such as nd4j")
  private String backend = ChosenBackend.KERNELS;

  @Option(names = "--plugins", paramLabel = "FOLDER", description = "default: plugins")
  private @Nullable Path plugins;

  @Override
  public Integer call() throws IOException {
    if (threads < 1)
      throw new BadInputException("--threads is " + threads + ", expected 1 or more");
    for (Path file : out) ending(file);
    byte[] json = spec();
    Dataset dataset = data();
    try (Plugins loaded = Home.loadPlugins(plugins == null ? Home.plugins() : plugins)) {
      TaskType known =
          loaded
              .taskType(taskType)
              .orElseThrow(() ->
                  new BadInputException("no plugin here knows the task type '" + taskType + "'"));
      List<String> problems = known.problems(json);
      if (!problems.isEmpty())
        throw new BadInputException(
            "the spec " + spec + " is wrong:\n  " + String.join("\n  ", problems));
      ChosenBackend chosen = ChosenBackend.of(loaded, backend);
      TaskType type = chosen.alone(known, json);
      chosen.words().ifPresent(TrainCommand::warn);
      TrainingReport done = train(type, json, dataset);
      print(type, json, done);
      for (Path file : out) write(file, content(file, json, done));
      if (report != null) write(report, done.json());
      return done.goodEnough() ? 0 : 1;
    }
  }

  private static void warn(String backend) {
    System.out.printf(
        "computed by %s: these are not the bytes that a network would verify%n", backend);
  }

  private byte[] spec() {
    Path preset = Home.presets().resolve(spec + ".json");
    boolean named = !Files.exists(Path.of(spec)) && Files.exists(preset);
    return InputFile.read(named ? preset : Path.of(spec), "spec", MAX_SPEC_BYTES);
  }

  private Dataset data() {
    String place = data;
    if (place == null) return DataFolder.read(Home.dataOfPreset(spec));
    if (!Files.exists(Path.of(place)) && Datasets.names().contains(place))
      return Home.datasets().load(place);
    return DataFolder.read(Path.of(place));
  }

  private TrainingReport train(TaskType type, byte[] json, Dataset dataset) {
    Hash seed = seed(json);
    var training = new SoloTraining(type, json, dataset.training(), seed);
    int rounds = training.plan().rounds();
    System.out.printf(
        "training %s on %s: %d rounds of %d units%n",
        spec, dataset.name(), rounds, training.plan().slots());
    int every = Math.max(1, Math.ceilDiv(rounds, LINES));
    long start = System.nanoTime();
    SoloTraining.Result result =
        training.run(
            threads,
            (round, loss) -> {
              if ((round + 1) % every == 0 || round + 1 == rounds)
                System.out.printf(
                    Locale.ROOT,
                    "round %6d of %d  training loss %.4f  %.1f s%n",
                    round + 1,
                    rounds,
                    loss,
                    (System.nanoTime() - start) / 1e9);
            });
    boolean tested = !dataset.test().isEmpty();
    Optional<Scores> scores =
        tested
            ? Optional.of(type.evaluate(json, result.state(), dataset.test()))
            : Optional.empty();
    Optional<Figures> figures =
        tested ? Optional.of(type.measure(json, result.state(), dataset.test())) : Optional.empty();
    return new TrainingReport(
        spec,
        type.name() + " " + type.version(),
        dataset.name(),
        seed,
        training.plan(),
        threads,
        result,
        scores,
        figures);
  }

  private Hash seed(byte[] json) {
    if (effectiveSeed == null) {
      String text = seedText(json);
      return Hash.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
    try {
      return Hash.parse(effectiveSeed);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--effective-seed '" + effectiveSeed + "': " + e.getMessage(), e);
    }
  }

  private static String seedText(byte[] json) {
    try {
      JsonNode seed = new ObjectMapper().readTree(json).path("seed");
      return seed.isTextual() ? seed.textValue() : "";
    } catch (IOException e) {
      throw new BadInputException("the spec is no JSON: " + e.getMessage(), e);
    }
  }

  private static void print(TaskType type, byte[] json, TrainingReport done) {
    if (done.figures().isEmpty()) System.out.println("no test data, no metrics");
    done.figures()
        .ifPresent(figures ->
            figures
                .values()
                .forEach((name, value) ->
                    System.out.printf(Locale.ROOT, "test %-16s %.6g%n", name, value)));
    if (!done.goodEnough())
      System.out.printf(
          Locale.ROOT,
          "not good enough: the task wants %s, the scores say %s%n",
          done.plan().minScorePpm() / 1e6,
          type.figures(json, done.scores().orElseThrow()).values());
    System.out.printf(
        Locale.ROOT,
        "state %d bytes, SHA-256 %s, %.1f s%n",
        done.result().state().length,
        done.stateSha256(),
        done.result().seconds());
  }

  /** The kind of file to write. */
  private static String ending(Path file) {
    String name = file.toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!List.of("onnx", "npz", "state").contains(ending))
      throw new BadInputException("--out " + file + ": expected a name in .onnx, .npz or .state");
    return ending;
  }

  private byte[] content(Path file, byte[] json, TrainingReport done) {
    byte[] state = done.result().state();
    String ending = ending(file);
    if (ending.equals("state")) return state;
    if (!taskType.equals("neural"))
      throw new BadInputException(
          "--out " + file + ": a model of type '" + taskType + "' is written as .state only");
    ModelSpec model = ModelSpec.parse(json);
    return ending.equals("npz")
        ? NumpyWeights.write(model.layers(), state, NumpyWeights.Layout.POUW)
        : OnnxExport.write(model.layers(), state, provenance(json, done));
  }

  private static SequencedMap<String, String> provenance(byte[] json, TrainingReport done) {
    SequencedMap<String, String> provenance = new LinkedHashMap<>();
    provenance.put("pouw.spec_sha256", Hash.sha256(json).toString());
    provenance.put("pouw.effective_seed", done.effectiveSeed().toString());
    provenance.put("pouw.model_sha256", done.stateSha256().toString());
    provenance.put("pouw.code_version", Version.PRODUCT + ", " + done.taskType());
    return provenance;
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.write(file, content);
    System.out.printf("wrote %s, %d bytes%n", file, content.length);
  }
}
