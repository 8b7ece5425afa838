package io.pouw.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.pouw.node.obligation.BlockFiles;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pouw proof status}: what became of proof blocks. */
@Command(
    name = "status",
    description = "Shows the proof blocks of a network, or one of them.",
    mixinStandardHelpOptions = true)
final class ProofStatusCommand implements Callable<Integer> {
  private static final int PAGE = 100;

  @Parameters(index = "0", arity = "0..1", paramLabel = "TASK", description = "default: all")
  private @Nullable String task;

  @Option(names = "--node", description = "a node's API (default http://127.0.0.1:8080)")
  private String node = "http://127.0.0.1:8080";

  @Override
  public Integer call() throws Exception {
    var client = new NodeClient(node, Optional.empty());
    if (task != null) one(client.json("tasks/" + Hash.parse(task)));
    else all(blocks(client));
    return 0;
  }

  private static List<JsonNode> blocks(NodeClient client) throws Exception {
    var blocks = new ArrayList<JsonNode>();
    for (int skip = 0; ; skip += PAGE) {
      JsonNode page = client.json("tasks?limit=" + PAGE + "&skip=" + skip);
      for (JsonNode each : page.path("tasks"))
        if (each.path("task_type").asText().equals(BlockFiles.TASK_TYPE)) blocks.add(each);
      if (skip + PAGE >= page.path("total").asInt()) return blocks;
    }
  }

  private static void all(List<JsonNode> blocks) {
    for (JsonNode each : blocks)
      System.out.printf(
          "%s  %-10s rounds %d/%d, %d obligations claimed, %d drawn, %d verified, %d rejected%n",
          each.path("id").asText(),
          each.path("status").asText(),
          each.path("rounds_accepted").asInt(),
          each.path("rounds").asInt(),
          units(each, "committed"),
          units(each, "drawn"),
          units(each, "verified"),
          units(each, "rejected"));
    System.out.printf(
        "proof blocks %d, total proofs processed %d, verified by a draw %d%n",
        blocks.size(),
        blocks.stream().mapToLong(each -> units(each, "committed")).sum(),
        blocks.stream().mapToLong(each -> units(each, "verified")).sum());
  }

  private static long units(JsonNode task, String what) {
    return task.path("units").path(what).asLong();
  }

  private static void one(JsonNode task) {
    if (!task.path("task_type").asText().equals(BlockFiles.TASK_TYPE))
      throw new IllegalArgumentException(
          "the task is of type '%s', not a proof block".formatted(task.path("task_type").asText()));
    line("task", task.path("id").asText());
    line("status", task.path("status").asText());
    line("rounds", task.path("rounds_accepted").asInt() + " of " + task.path("rounds").asInt());
    for (String what : List.of("committed", "drawn", "verified", "rejected"))
      line(what, String.valueOf(units(task, what)));
    line("reward", task.path("reward").asText() + " PAI");
    task.path("figures")
        .properties()
        .forEach(each ->
            line(each.getKey(), String.format(Locale.ROOT, "%.0f", each.getValue().asDouble())));
    if (task.has("outcome")) line("outcome", task.path("outcome").asText());
  }

  private static void line(String name, String value) {
    System.out.printf("%-12s %s%n", name, value);
  }
}
