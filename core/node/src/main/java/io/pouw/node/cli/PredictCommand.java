package io.pouw.node.cli;

import io.pouw.node.model.InputFile;
import io.pouw.node.model.ModelFile;
import io.pouw.node.model.ModelPredictor;
import io.pouw.node.plugin.ChosenBackend;
import io.pouw.node.plugin.Plugins;
import io.pouw.plugin.Prediction;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pouw predict}: applies a model to an image of one sign. */
@Command(
    name = "predict",
    description = "Says what a model sees on an image of one sign, such as a digit on a PNG.",
    mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
  private static final float PERCENT = 100;

  @Parameters(index = "0", paramLabel = "MODEL", description = "a model file")
  private Path model = Path.of("model.pouw");

  @Parameters(index = "1", paramLabel = "IMAGE", description = "a PNG, dark on light or inverse")
  private Path image = Path.of("image.png");

  @Option(names = "--plugins", paramLabel = "FOLDER", description = "default: plugins")
  private @Nullable Path plugins;

  @Option(
      names = "--backend",
      description = "what computes: kernels (reproducible, default) or a plugin's, such as nd4j")
  private String backend = ChosenBackend.KERNELS;

  @Override
  public Integer call() {
    // Images are decoded without a display, which a server does not have.
    System.setProperty("java.awt.headless", "true");
    byte[] bytes = InputFile.read(model, "model file", InputFile.MAX_MODEL_FILE_BYTES);
    byte[] picture = InputFile.image(image);
    try (Plugins loaded = Home.loadPlugins(plugins == null ? Home.plugins() : plugins)) {
      ModelFile file = ModelFile.read(bytes);
      byte[] spec = file.taskState().body().spec();
      ChosenBackend chosen = ChosenBackend.of(loaded, backend);
      Prediction prediction =
          ModelPredictor.predict(
              file, name -> loaded.taskType(name).map(type -> chosen.alone(type, spec)), picture);
      System.out.println(prediction.label());
      System.out.printf(
          Locale.ROOT,
          "confidence %.1f %%%n",
          PERCENT * prediction.scores().get(prediction.label()));
      return 0;
    }
  }
}
