package io.pouw.node.cli;

import io.pouw.node.dataset.Dataset;
import io.pouw.node.dataset.Jobs;
import io.pouw.node.model.BadInputException;
import io.pouw.node.model.InputFile;
import io.pouw.node.model.ModelFile;
import io.pouw.node.model.ModelReplay;
import io.pouw.node.model.ModelVerifier;
import io.pouw.node.model.VerificationReport;
import io.pouw.node.plugin.Plugins;
import io.pouw.plugin.DataManifest;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.Hash;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code pouw verify}: checks a model file. Exit code 0: yes, 1: no, 2: no such file and the like.
 */
@Command(
    name = "verify",
    description = "Checks model, provenance, checkpoints and finality certificate offline.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "a model file")
  private Path file = Path.of("model.pouw");

  @Option(names = "--genesis", paramLabel = "HASH", description = "the chain id that is expected")
  private @Nullable String genesis;

  @Option(names = "--replay", description = "train again and compare every byte")
  private boolean replay;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "data set for the replay; found by its content if left out")
  private @Nullable String dataset;

  @Option(
      names = "--data",
      paramLabel = "PART=FILE",
      description = "a part of the training data for the replay; may be repeated")
  private Map<String, Path> data = new TreeMap<>();

  @Option(names = "--threads", description = "threads of the replay (default: all cores)")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--plugins", paramLabel = "FOLDER", description = "default: plugins")
  private @Nullable Path plugins;

  @Override
  public Integer call() {
    byte[] bytes = InputFile.read(file, "model file", InputFile.MAX_MODEL_FILE_BYTES);
    Optional<Hash> expected = Optional.ofNullable(genesis).map(VerifyCommand::chainId);
    if (threads < 1)
      throw new BadInputException("--threads is " + threads + ", expected 1 or more");
    try (Plugins loaded = Home.loadPlugins(plugins == null ? Home.plugins() : plugins)) {
      VerificationReport report = ModelVerifier.verify(bytes, loaded::taskType, expected);
      print(report);
      boolean yes = report.ok();
      boolean federated = yes && ModelFile.read(bytes).taskState().plan().isFederated();
      if (federated && replay)
        throw new BadInputException(
            "the task is federated: its workers' data is private, nobody can train it again");
      if (federated)
        return answer(
            report,
            "the model is what its chain settled; regime federated: provenance only, its training"
                + " cannot be replayed");
      if (yes && replay) {
        VerificationReport again = replay(ModelFile.read(bytes), loaded);
        print(again);
        return answer(again, "every byte is that of an honest training");
      }
      return answer(report, "the model is what its chain settled");
    }
  }

  private static Hash chainId(String text) {
    try {
      return Hash.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--genesis '" + text + "': " + e.getMessage(), e);
    }
  }

  private VerificationReport replay(ModelFile model, Plugins loaded) {
    String name = model.taskState().body().taskType();
    TaskType type =
        loaded
            .taskType(name)
            .orElseThrow(
                () -> new BadInputException("no plugin here knows the task type '" + name + "'"));
    Dataset found = trainingData(model.taskState().body().training());
    Optional<Map<String, byte[]>> test =
        found.test().isEmpty() ? Optional.empty() : Optional.of(found.test());
    int checkpoints = model.checkpoints().size();
    return new ModelReplay(model, type, threads)
        .run(
            found.training(),
            test,
            index ->
                System.err.println("replayed checkpoint " + (index + 1) + " of " + checkpoints));
  }

  private Dataset trainingData(DataManifest manifest) {
    if (!data.isEmpty()) {
      var parts = new TreeMap<String, byte[]>();
      data.forEach((part, path) ->
          parts.put(part, InputFile.read(path, "data file", InputFile.MAX_DATA_BYTES)));
      return new Dataset("files", parts, Map.of(), new byte[0]);
    }
    Jobs jobs = Home.jobs();
    if (dataset != null) return jobs.load(dataset).dataset();
    return jobs.names().stream()
        .flatMap(name -> matching(jobs, name, manifest).stream())
        .findFirst()
        .orElseThrow(() ->
            new BadInputException(
                "the task was trained on none of the data sets that are here ("
                    + String.join(", ", jobs.names())
                    + "); give its training data with --data PART=FILE"));
  }

  private static Optional<Dataset> matching(Jobs jobs, String name, DataManifest manifest) {
    try {
      Dataset candidate = jobs.load(name).dataset();
      return ModelReplay.mismatch(manifest, candidate.training()).isEmpty()
          ? Optional.of(candidate)
          : Optional.empty();
    } catch (IllegalArgumentException notHere) {
      return Optional.empty();
    }
  }

  private void print(VerificationReport report) {
    List<VerificationReport.Check> checks = report.checks();
    for (VerificationReport.Check check : checks)
      System.out.printf("%-11s %-20s %s%n", word(check.outcome()), check.name(), check.detail());
  }

  private static String word(VerificationReport.Outcome outcome) {
    return switch (outcome) {
      case OK -> "ok";
      case FAILED -> "FAILED";
      case NOT_CHECKED -> "not checked";
    };
  }

  private int answer(VerificationReport report, String yes) {
    System.out.println(
        report
            .firstFailure()
            .map(check -> "no: " + check.name() + ": " + check.detail())
            .orElse("yes: " + yes));
    return report.ok() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
