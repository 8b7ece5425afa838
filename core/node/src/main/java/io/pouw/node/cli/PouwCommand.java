package io.pouw.node.cli;

import io.pouw.learning.kernel.KernelPath;
import io.pouw.node.Version;
import io.pouw.node.config.ConfigurationException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * {@code pouw}: the commands together. Exit codes: 0 done or yes, 1 no or failed, 2 wrong usage.
 */
@Command(
    name = "pouw",
    description = "Train models on machines that do not trust each other, and prove it.",
    mixinStandardHelpOptions = true,
    versionProvider = PouwCommand.VersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      TrainCommand.class,
      BenchCommand.class,
      VerifyCommand.class,
      PredictCommand.class,
      ModelCommand.class,
      TaskCommand.class,
      DataCommand.class,
      NodeCommand.class,
      ClusterCommand.class,
      GenesisCommand.class,
      KeyCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      ProofCommand.class,
      ValidatorCommand.class,
      PrivacyCommand.class,
      WorkerCommand.class,
      PoolCommand.class,
      PootCommand.class,
      CommandLine.HelpCommand.class
    })
public final class PouwCommand {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private PouwCommand() {}

  /** Prints the version. */
  static final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Version.line()};
    }
  }

  /** The commands whose speed is that of the kernels. */
  private static final Set<String> COMPUTING = Set.of("node", "demo", "bench");

  /** Runs the command line and gives the exit code. */
  public static int execute(String... args) {
    var line = new CommandLine(new PouwCommand());
    ContributedCommands.addTo(line);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
    if (args.length == 0) {
      line.usage(System.out);
      return USAGE;
    }
    if (COMPUTING.contains(args[0]) && !KernelPath.vectorsArePresent())
      LoggerFactory.getLogger(PouwCommand.class)
          .warn(
              "Training is several times slower here, with the same results: this JVM was started"
                  + " without --add-modules jdk.incubator.vector (./pouw adds it)");
    return line.execute(args);
  }

  /** A user sees what was wrong, not where in the program; the log has the rest. */
  private static int explain(Exception failure, CommandLine command) {
    Throwable cause = failure;
    while (cause instanceof ExecutionException && cause.getCause() != null)
      cause = cause.getCause();
    LoggerFactory.getLogger(PouwCommand.class).debug("failed", failure);
    PrintWriter err = command.getErr();
    String text = String.valueOf(cause.getMessage());
    boolean mistake =
        cause instanceof ConfigurationException || cause instanceof IllegalArgumentException;
    if (cause instanceof NoSuchFileException) text = "no such file: " + text;
    else if (!mistake && cause.getMessage() == null) text = cause.toString();
    err.println("pouw: " + text);
    err.flush();
    return mistake ? USAGE : FAILED;
  }
}
