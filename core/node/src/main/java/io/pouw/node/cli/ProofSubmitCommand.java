package io.pouw.node.cli;

import io.pouw.node.model.BadInputException;
import io.pouw.node.obligation.BlockFiles;
import io.pouw.node.plugin.Plugins;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
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
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "obligations, .smt2")
  private List<Path> files = List.of();

  @Mixin private final NodeClient client = new NodeClient();

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
    JsonObject answer = client.post("tasks", request(block, answers));
    if (client.wantsJson()) {
      System.out.println(answer.encodePrettily());
      return 0;
    }
    String id = answer.getString("id");
    System.out.printf(
        "submitted  %d obligations, %d rounds of %d%n", count, plan.rounds(), plan.slots());
    System.out.println("task       " + id);
    System.out.println("watch      pouw proof status " + id);
    return 0;
  }

  private JsonObject request(BlockFiles block, byte[] answers) {
    var base64 = Base64.getEncoder();
    var training = new JsonObject().put("obligations", base64.encodeToString(block.text()));
    var test = new JsonObject().put("expected", base64.encodeToString(answers));
    return new JsonObject()
        .put("task_type", BlockFiles.TASK_TYPE)
        .put("spec", new JsonObject(Buffer.buffer(block.spec())))
        .put("dataset", new JsonObject().put("training", training).put("test", test))
        .put("reward", reward)
        .put("fee", fee)
        .put("deadline_blocks", deadlineBlocks);
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
      var spec = new JsonObject();
      if (rlimit != null) spec.put("rlimit", rlimit);
      if (slots != null) spec.put("slots", slots);
      if (portable) spec.put("portable", true);
      return spec.toBuffer().getBytes();
    }

    TaskType type(Plugins loaded) {
      return loaded
          .taskType(BlockFiles.TASK_TYPE)
          .orElseThrow(() ->
              new BadInputException("the plugin of the task type 'smt' is not in " + plugins()));
    }
  }
}
