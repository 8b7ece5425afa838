package io.pouw.benchmarks;

import ai.djl.pytorch.engine.PtNDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.data.TextFormat;
import io.pouw.learning.spec.DatasetSpec;
import io.pouw.learning.spec.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains the character model in ours and in PyTorch and holds the losses side by side. */
@Command(
    name = "loss-curves",
    description = "Trains the character model twice, by ours and by PyTorch; prints both losses.",
    mixinStandardHelpOptions = true)
final class LossCurveCommand implements Callable<Integer> {
  private static final int LINES = 20;

  @Option(names = "--steps", description = "default 300")
  private int steps = 300;

  @Option(names = "--threads", description = "of PyTorch (default 1); ours has one")
  private int threads = 1;

  @Option(names = "--spec", description = "default: conf/presets/gpt-characters.json")
  private Path spec = root().resolve("conf/presets/gpt-characters.json");

  @Option(names = "--json", paramLabel = "FILE", description = "write all losses here, too")
  private @Nullable Path json;

  private static Path root() {
    return Path.of(System.getProperty("pouw.root", "."));
  }

  @Override
  public Integer call() throws IOException {
    if (steps < 1)
      throw new IllegalArgumentException("--steps is " + steps + ", expected 1 or more");
    ModelSpec model = ModelSpec.parse(Files.readAllBytes(spec));
    try (PtNDManager manager = Torch.start(threads)) {
      LossCurves curves =
          LossCurves.of(manager, model, text(model, "train"), text(model, "test"), steps);
      print(curves);
      if (json != null) write(json, curves);
    }
    return 0;
  }

  private static Dataset text(ModelSpec model, String part) throws IOException {
    DatasetSpec format = model.dataset();
    return TextFormat.read(
        Files.readAllBytes(root().resolve("data/text/shakespeare-" + part + ".txt.gz")), format);
  }

  private void print(LossCurves curves) {
    System.out.printf("%8s %10s %10s %12s%n", "step", "pouw", "pytorch", "difference");
    int every = Math.max(1, Math.ceilDiv(steps, LINES));
    for (int step = 0; step < steps; step++)
      if (step % every == 0 || step == steps - 1) line(step, curves);
    int farthest = curves.farthest();
    System.out.printf(
        Locale.ROOT,
        "largest difference %.3g at step %d of %d; test loss %.5f and %.5f%n",
        curves.difference(farthest),
        farthest,
        steps,
        curves.ourTestLoss(),
        curves.torchTestLoss());
  }

  private static void line(int step, LossCurves curves) {
    System.out.printf(
        Locale.ROOT,
        "%8d %10.6f %10.6f %12.3g%n",
        step,
        curves.ours()[step],
        curves.torch()[step],
        curves.difference(step));
  }

  private static void write(Path file, LossCurves curves) throws IOException {
    var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    var root = mapper.createObjectNode();
    root.put("largest_difference", curves.difference(curves.farthest()));
    root.put("at_step", curves.farthest());
    root.put("pouw_test_loss", curves.ourTestLoss());
    root.put("pytorch_test_loss", curves.torchTestLoss());
    var ours = root.putArray("pouw");
    for (double loss : curves.ours()) ours.add(loss);
    var torch = root.putArray("pytorch");
    for (double loss : curves.torch()) torch.add(loss);
    Files.write(file, mapper.writeValueAsBytes(root));
  }
}
