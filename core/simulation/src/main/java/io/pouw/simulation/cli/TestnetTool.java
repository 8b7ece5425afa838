package io.pouw.simulation.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.spi.ToolProvider;
import picocli.CommandLine;

/** {@code pouw testnet}, as the launcher finds it. */
public final class TestnetTool implements ToolProvider {
  @Override
  public String name() {
    return "pouw testnet";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("Runs whole networks on virtual time, with faults, from a seed.");
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... arguments) {
    return Commands.execute(new TestnetCommand(), out, err, arguments);
  }

  /** How the tools of this module run their commands. */
  static final class Commands {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Commands() {}

    static int execute(Object command, PrintWriter out, PrintWriter err, String... arguments) {
      var line = new CommandLine(command).setOut(out).setErr(err);
      line.setCaseInsensitiveEnumValuesAllowed(true);
      line.setExecutionExceptionHandler((failure, _, _) -> {
        err.println("pouw: " + failure.getMessage());
        err.flush();
        return failure instanceof IllegalArgumentException ? USAGE : FAILED;
      });
      if (arguments.length == 0 && !line.getSubcommands().isEmpty()) {
        line.usage(out);
        return USAGE;
      }
      return line.execute(arguments);
    }
  }
}
