package io.pouw.node.cli;

import io.pouw.node.plugin.Plugins;
import io.pouw.plugin.TaskType;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pouw task}: what tasks there can be. */
@Command(
    name = "task",
    description = "Says what tasks there can be, and what their specs look like.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TaskCommand.Types.class,
      TaskCommand.Schema.class,
      CommandLine.HelpCommand.class
    })
final class TaskCommand {
  /** {@code pouw task types}. */
  @Command(
      name = "types",
      description = "Lists the task types of the plugins: versions, parameters, JSON Schemas.",
      mixinStandardHelpOptions = true)
  static final class Types implements Callable<Integer> {
    @Option(names = "--plugins", paramLabel = "FOLDER", description = "default: plugins")
    private @Nullable Path plugins;

    @Option(names = "--json", description = "as JSON, with the schemas")
    private boolean json;

    @Option(names = "--schema", paramLabel = "NAME", description = "print one type's schema")
    private @Nullable String schema;

    @Override
    public Integer call() {
      try (Plugins loaded = load(plugins)) {
        if (schema != null) System.out.println(schema(loaded, schema));
        else if (json) System.out.println(TaskTypeTable.json(loaded.taskTypes()));
        else System.out.print(TaskTypeTable.text(loaded.taskTypes()));
      }
      return 0;
    }
  }

  /** {@code pouw task schema}. */
  @Command(
      name = "schema",
      description = "Prints the JSON Schema (2020-12) of a task type's specs.",
      mixinStandardHelpOptions = true)
  static final class Schema implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "TYPE", description = "default: neural")
    private String type = "neural";

    @Option(names = "--plugins", paramLabel = "FOLDER", description = "default: plugins")
    private @Nullable Path plugins;

    @Override
    public Integer call() {
      try (Plugins loaded = load(plugins)) {
        System.out.println(schema(loaded, type));
        return 0;
      }
    }
  }

  private static String schema(Plugins loaded, String type) {
    List<String> names = loaded.taskTypes().stream().map(TaskType::name).toList();
    return loaded
        .taskType(type)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no task type '" + type + "' is loaded; there are " + names))
        .schema()
        .orElseThrow(() -> new IllegalArgumentException("task type '" + type + "' has no schema"))
        .strip();
  }

  private static Plugins load(@Nullable Path folder) {
    return Home.loadPlugins(folder == null ? Home.plugins() : folder);
  }
}
