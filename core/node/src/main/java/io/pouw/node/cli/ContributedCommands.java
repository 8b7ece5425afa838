package io.pouw.node.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.spi.ToolProvider;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Commands that jars beside this one bring: tools of the JDK's {@link ToolProvider} whose names
 * begin with {@code pouw}, such as {@code pouw testnet} of the simulator. They read their own
 * arguments; neither side knows the other at compile time.
 */
final class ContributedCommands {
  private static final String OURS = "io.pouw.";
  private static final String PREFIX = "pouw ";

  private ContributedCommands() {}

  /**
   * Puts them to their places; a place that does not exist or is taken is an error of the build.
   */
  static void addTo(CommandLine root) {
    ServiceLoader.load(ToolProvider.class).stream()
        .filter(provider -> provider.type().getName().startsWith(OURS))
        .map(ServiceLoader.Provider::get)
        .filter(tool -> tool.name().startsWith(PREFIX))
        .forEach(tool -> add(root, tool));
  }

  private static void add(CommandLine root, ToolProvider tool) {
    List<String> path = Arrays.asList(tool.name().substring(PREFIX.length()).split(" ", -1));
    CommandLine parent = root;
    for (String name : path.subList(0, path.size() - 1))
      parent = Objects.requireNonNull(parent.getSubcommands().get(name), name);
    parent.addSubcommand(path.getLast(), command(tool));
  }

  private static CommandLine command(ToolProvider tool) {
    PositionalParamSpec arguments =
        PositionalParamSpec.builder()
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("0..*")
            .paramLabel("...")
            .hidden(true)
            .build();
    var call = new ToolCall(tool, arguments);
    CommandSpec spec = CommandSpec.wrapWithoutInspection(call);
    spec.addPositional(arguments);
    spec.usageMessage().description(tool.description().orElse(""));
    var line = new CommandLine(spec);
    line.setUnmatchedOptionsArePositionalParams(true);
    line.setStopAtPositional(true);
    return line;
  }

  private static final class ToolCall implements Callable<Integer> {
    private final ToolProvider tool;
    private final PositionalParamSpec arguments;

    ToolCall(ToolProvider tool, PositionalParamSpec arguments) {
      this.tool = tool;
      this.arguments = arguments;
    }

    @Override
    public Integer call() {
      List<String> given = arguments.getValue();
      CommandLine line = arguments.command().commandLine();
      String[] all = given == null ? new String[0] : given.toArray(String[]::new);
      return tool.run(line.getOut(), line.getErr(), all);
    }
  }
}
