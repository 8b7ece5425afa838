package io.pouw.node.cli;

import io.pouw.node.obligation.BlockFiles;
import io.pouw.primitives.Hash;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private final NodeClient client = new NodeClient();

  @Override
  public Integer call() throws Exception {
    if (task != null) one(client.get("tasks/" + Hash.parse(task)));
    else all(blocks());
    return 0;
  }

  private List<JsonObject> blocks() throws Exception {
    var blocks = new ArrayList<JsonObject>();
    for (int skip = 0; ; skip += PAGE) {
      JsonObject page = client.get("tasks?limit=" + PAGE + "&skip=" + skip);
      JsonArray tasks = page.getJsonArray("tasks");
      for (int i = 0; i < tasks.size(); i++)
        if (isBlock(tasks.getJsonObject(i))) blocks.add(tasks.getJsonObject(i));
      if (skip + PAGE >= page.getInteger("total")) return blocks;
    }
  }

  private static boolean isBlock(JsonObject task) {
    return task.getString("task_type").equals(BlockFiles.TASK_TYPE);
  }

  private void all(List<JsonObject> blocks) {
    if (client.wantsJson()) {
      System.out.println(new JsonArray(blocks).encodePrettily());
      return;
    }
    for (JsonObject each : blocks)
      System.out.printf(
          "%s  %-10s rounds %d/%d, %d obligations claimed, %d drawn, %d verified, %d rejected%n",
          each.getString("id"),
          each.getString("status"),
          each.getInteger("rounds_accepted"),
          each.getInteger("rounds"),
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

  private static long units(JsonObject task, String what) {
    return task.getJsonObject("units").getLong(what);
  }

  private void one(JsonObject task) {
    if (!isBlock(task))
      throw new IllegalArgumentException(
          "the task is of type '%s', not a proof block".formatted(task.getString("task_type")));
    if (client.wantsJson()) {
      System.out.println(task.encodePrettily());
      return;
    }
    line("task", task.getString("id"));
    line("status", task.getString("status"));
    line("rounds", task.getInteger("rounds_accepted") + " of " + task.getInteger("rounds"));
    for (String what : List.of("committed", "drawn", "verified", "rejected"))
      line(what, String.valueOf(units(task, what)));
    line("reward", task.getJsonObject("reward").getString("pai") + " PAI");
    JsonObject figures = task.getJsonObject("figures", new JsonObject());
    for (String each : figures.fieldNames())
      line(each, String.format(Locale.ROOT, "%.0f", figures.getDouble(each)));
    if (task.containsKey("outcome")) line("outcome", task.getString("outcome"));
  }

  private static void line(String name, String value) {
    System.out.printf("%-12s %s%n", name, value);
  }
}
