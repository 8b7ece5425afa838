package io.pouw.node.cli;

import io.pouw.learning.Model;
import io.pouw.learning.exchange.NumpyWeights;
import io.pouw.learning.exchange.OnnxExport;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.ledger.TaskState;
import io.pouw.node.model.BadInputException;
import io.pouw.node.model.InputFile;
import io.pouw.node.model.ModelFile;
import io.pouw.node.model.ModelPredictor;
import io.pouw.node.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pouw model}: takes models to other programs, and weights from them. */
@Command(
    name = "model",
    description = "Takes trained models to other programs, and weights from them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ModelCommand.Export.class,
      ModelCommand.Import.class,
      ModelCommand.Provenance.class,
      CommandLine.HelpCommand.class
    })
final class ModelCommand {
  /** {@code pouw model export}. */
  @Command(
      name = "export",
      description = "Writes a model as ONNX, or its weights as NumPy arrays, or both.",
      mixinStandardHelpOptions = true)
  static final class Export implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "a model file")
    private Path model = Path.of("model.pouw");

    @Option(names = "--onnx", paramLabel = "OUT", description = "ONNX file to write")
    private @Nullable Path onnx;

    @Option(names = "--npz", paramLabel = "OUT", description = "NumPy file to write")
    private @Nullable Path npz;

    @Option(names = "--weight-layout", description = "${COMPLETION-CANDIDATES}; default: pouw")
    private NumpyWeights.Layout layout = NumpyWeights.Layout.POUW;

    @Override
    public Integer call() throws IOException {
      if (onnx == null && npz == null)
        throw new BadInputException("nothing to write: give --onnx or --npz");
      ModelFile file =
          ModelFile.read(InputFile.read(model, "model file", InputFile.MAX_MODEL_FILE_BYTES));
      TaskState task = file.taskState();
      if (!task.body().taskType().equals("neural"))
        throw new BadInputException(
            "the model is of type '" + task.body().taskType() + "', expected 'neural'");
      ModelSpec spec = ModelSpec.parse(task.body().spec());
      if (onnx != null)
        write(onnx, OnnxExport.write(spec.layers(), file.model(), provenance(file, task)));
      if (npz != null) write(npz, NumpyWeights.write(spec.layers(), file.model(), layout));
      return 0;
    }

    /** Enough to find the task on its chain, and to know the model file again. */
    private static SequencedMap<String, String> provenance(ModelFile file, TaskState task) {
      SequencedMap<String, String> provenance = new LinkedHashMap<>();
      provenance.put("pouw.task", task.id().toString());
      provenance.put("pouw.client", task.client().toString());
      provenance.put("pouw.model_sha256", file.modelSha256().toString());
      provenance.put("pouw.code_version", file.codeVersion());
      return provenance;
    }
  }

  /** {@code pouw model import}. */
  @Command(
      name = "import",
      description = "Turns weights in a NumPy file into a state that a task's spec fits.",
      mixinStandardHelpOptions = true)
  static final class Import implements Callable<Integer> {
    @Option(names = "--npz", required = true, paramLabel = "IN", description = "NumPy file")
    private Path npz = Path.of("weights.npz");

    @Option(names = "--spec", required = true, description = "the task's spec, JSON")
    private Path spec = Path.of("spec.json");

    @Option(names = "--weight-layout", description = "${COMPLETION-CANDIDATES}; default: pouw")
    private NumpyWeights.Layout layout = NumpyWeights.Layout.POUW;

    @Parameters(index = "0", paramLabel = "OUT", description = "state file to write")
    private Path out = Path.of("model.state");

    @Override
    public Integer call() throws IOException {
      ModelSpec model = ModelSpec.parse(InputFile.read(spec, "spec", 1 << 20));
      byte[] weights = InputFile.read(npz, "weights", InputFile.MAX_DATA_BYTES);
      byte[] parameters = NumpyWeights.read(model.layers(), weights, layout);
      write(out, Model.of(model).stateOf(parameters));
      return 0;
    }
  }

  /** {@code pouw model provenance}. */
  @Command(
      name = "provenance",
      description = "Prints how a model came about, as the library that made it tells.",
      mixinStandardHelpOptions = true)
  static final class Provenance implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "a model file")
    private Path model = Path.of("model.pouw");

    @Option(names = "--plugins", paramLabel = "FOLDER", description = "default: plugins")
    private @Nullable Path plugins;

    @Override
    public Integer call() {
      ModelFile file =
          ModelFile.read(InputFile.read(model, "model file", InputFile.MAX_MODEL_FILE_BYTES));
      try (Plugins loaded = Home.loadPlugins(plugins == null ? Home.plugins() : plugins)) {
        String lines =
            ModelPredictor.provenance(file, loaded::taskType)
                .orElseThrow(() ->
                    new BadInputException(
                        "a model of type '%s' tells no more than pouw verify does"
                            .formatted(file.taskState().body().taskType())));
        System.out.print(lines);
      }
      return 0;
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.write(file, content);
    System.out.printf("wrote %s, %d bytes%n", file, content.length);
  }
}
