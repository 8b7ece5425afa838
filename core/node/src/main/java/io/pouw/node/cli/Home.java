package io.pouw.node.cli;

import io.pouw.node.dataset.Datasets;
import io.pouw.node.dataset.Jobs;
import io.pouw.node.model.BadInputException;
import io.pouw.node.plugin.Plugins;
import java.nio.file.Path;

/** The unpacked distribution: what lies beside {@code pouw.jar}. */
final class Home {
  private Home() {}

  static Path folder() {
    return Path.of(System.getProperty("pouw.home", "."));
  }

  static Path plugins() {
    return folder().resolve("plugins");
  }

  static Path conf() {
    return folder().resolve("conf");
  }

  static Path presets() {
    return conf().resolve("presets");
  }

  /**
   * The data that comes for a preset.
   *
   * @throws BadInputException if it is none of those that some comes for
   */
  static Path dataOfPreset(String name) {
    String data =
        switch (name) {
          case "mlp", "logistic-regression", "lenet5", "residual-cnn" -> "mnist";
          case "linear-regression" -> "cars";
          case "text-classifier" -> "labelled_text";
          case "gpt-characters" -> "text";
          default ->
              throw new BadInputException("what data is '" + name + "' to learn? Give --data");
        };
    return folder().resolve("data").resolve(data);
  }

  static Datasets datasets() {
    return new Datasets(folder().resolve("data"), conf().resolve("tasks"));
  }

  static Jobs jobs() {
    return new Jobs(folder(), conf().resolve("demos"), datasets());
  }

  /** Loads the plugins and says on standard error which were left out. */
  static Plugins loadPlugins(Path folder) {
    Plugins plugins = Plugins.load(folder);
    for (String problem : plugins.problems()) System.err.println("plugin left out: " + problem);
    return plugins;
  }
}
