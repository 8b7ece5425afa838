package io.pouw.node.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.node.model.BadInputException;
import io.pouw.node.model.InputFile;
import io.pouw.node.obligation.BlockFiles;
import io.pouw.node.plugin.Plugins;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pouw proof submit}: obligations become a task, which the node pays for. */
@Command(
    name = "submit",
    description = {
      "Submits a proof block: 5 to 100 obligations of SMT-LIB 2, to be decided by miners.",
      "Small blocks (5-10) are done sooner and cost more overhead each; large ones (50-100) the other way round."
    },
    mixinStandardHelpOptions = true)
final class ProofSubmitCommand implements Callable<Integer> {
  private static final int MAX_TOKEN_BYTES = 4_096;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "obligations, .smt2")
  private List<Path> files = List.of();

  @Option(names = "--node", description = "a node's API (default http://127.0.0.1:8080)")
  private String node = "http://127.0.0.1:8080";

  @Option(names = "--token-file", description = "its API token, if it is another machine")
  private @Nullable Path tokenFile;

  @Option(names = "--reward", description = "PAI for the work (default 100)")
  private String reward = "100";

  @Option(names = "--fee", description = "PAI for the chain (default 5)")
  private String fee = "5";

  @Option(names = "--deadline-blocks", description = "blocks within which it must settle")
  private long deadlineBlocks = 100_000;

  @Option(
      names = "--expected",
      paramLabel = "FILE",
      description =
          "sat, unsat or unknown, a line for each, kept back until the end (default: what the files say as :status)")
  private @Nullable Path expected;

  @Mixin private final ProofSpecOptions options = new ProofSpecOptions();

  @Override
  public Integer call() throws Exception {
    BlockFiles block = BlockFiles.read(files, options.spec());
    TaskPlan plan;
    try (Plugins loaded = Home.loadPlugins(options.plugins())) {
      plan = block.plan(options.type(loaded));
    }
    int count = plan.rounds() * plan.slots();
    byte[] answers =
        expected == null ? block.expected(count) : BlockFiles.expected(expected, count);
    var client = new NodeClient(node, token());
    String id = client.post("tasks", request(block, answers)).path("id").asText();
    System.out.printf(
        "submitted  %d obligations, %d rounds of %d%n", count, plan.rounds(), plan.slots());
    System.out.println("task       " + id);
    System.out.println("watch      pouw proof status " + id + " --node " + node);
    return 0;
  }

  private Optional<String> token() {
    if (tokenFile == null) return Optional.empty();
    byte[] content = InputFile.read(tokenFile, "token file", MAX_TOKEN_BYTES);
    return Optional.of(new String(content, StandardCharsets.UTF_8).strip());
  }

  private ObjectNode request(BlockFiles block, byte[] answers) throws Exception {
    ObjectNode body = JSON.createObjectNode();
    body.put("task_type", BlockFiles.TASK_TYPE);
    body.set("spec", JSON.readTree(block.spec()));
    ObjectNode dataset = body.putObject("dataset");
    var base64 = Base64.getEncoder();
    dataset.putObject("training").put("obligations", base64.encodeToString(block.text()));
    dataset.putObject("test").put("expected", base64.encodeToString(answers));
    body.put("reward", reward).put("fee", fee).put("deadline_blocks", deadlineBlocks);
    return body;
  }

  /** What {@code submit} and {@code verify} both take. */
  static final class ProofSpecOptions {
    @Option(
        names = "--rlimit",
        description = "effort for each obligation, counted and not timed (default 20000000)")
    private @Nullable Integer rlimit;

    @Option(names = "--slots", description = "obligations of a round (default: found out)")
    private @Nullable Integer slots;

    @Option(names = "--portable", description = "refuse obligations that need Z3")
    private boolean portable;

    @Option(names = "--plugins", paramLabel = "FOLDER", description = "default: plugins")
    private @Nullable Path plugins;

    Path plugins() {
      return plugins == null ? Home.plugins() : plugins;
    }

    byte[] spec() {
      ObjectNode spec = JSON.createObjectNode();
      if (rlimit != null) spec.put("rlimit", rlimit);
      if (slots != null) spec.put("slots", slots);
      if (portable) spec.put("portable", true);
      return spec.toString().getBytes(StandardCharsets.UTF_8);
    }

    TaskType type(Plugins loaded) {
      return loaded
          .taskType(BlockFiles.TASK_TYPE)
          .orElseThrow(() ->
              new BadInputException("the plugin of the task type 'smt' is not in " + plugins()));
    }
  }
}
