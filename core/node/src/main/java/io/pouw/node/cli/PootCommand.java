package io.pouw.node.cli;

import io.pouw.management.poot.ScoreRecord;
import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pouw poot}: how good workers are, and where that number comes from. */
@Command(
    name = "poot",
    description = "Shows workers' scores, where they come from, and what other nodes say of them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PootCommand.Scores.class,
      PootCommand.History.class,
      PootCommand.Explain.class,
      PootCommand.Validate.class
    })
final class PootCommand {
  private PootCommand() {}

  /** {@code pouw poot score}. */
  @Command(
      name = "score",
      description = "Lists the scores of the last period, best first; or one worker's.",
      mixinStandardHelpOptions = true)
  static final class Scores implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Parameters(arity = "0..1", paramLabel = "ADDRESS", description = "of one worker")
    private String address = "";

    @Option(names = "--limit", description = "1 to 100 (default 20)")
    private int limit = 20;

    @Override
    public Integer call() throws Exception {
      if (address.isEmpty()) return print(node, node.get("scores?limit=" + limit));
      JsonObject one = node.get("scores/" + Address.parse(address));
      return print(node, new JsonObject().put("scores", new JsonArray().add(one)));
    }
  }

  /** {@code pouw poot history}. */
  @Command(
      name = "history",
      description = "Lists a worker's scores, newest first.",
      mixinStandardHelpOptions = true)
  static final class History implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Parameters(paramLabel = "ADDRESS", description = "of the worker")
    private String address = "";

    @Option(names = "--limit", description = "1 to 100 (default 20)")
    private int limit = 20;

    @Override
    public Integer call() throws Exception {
      String path = "scores/" + Address.parse(address) + "/history?limit=" + limit;
      return print(node, node.get(path));
    }
  }

  /** {@code pouw poot explain}. */
  @Command(
      name = "explain",
      description = {
        "Shows all that a worker's last score was computed from, and computes it again here.",
        "Exit code 1 if the record does not give the score."
      },
      mixinStandardHelpOptions = true)
  static final class Explain implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Parameters(paramLabel = "ADDRESS", description = "of the worker")
    private String address = "";

    @Override
    public Integer call() throws Exception {
      JsonObject score = node.get("scores/" + Address.parse(address));
      ScoreRecord record =
          Decoder.whole(HexFormat.of().parseHex(score.getString("record")), ScoreRecord::decode);
      boolean same = record.recomputed().equals(record.score());
      System.out.println(score.encodePrettily());
      System.out.println(
          same
              ? "computed again here: the same, " + record.score().value() + " ppm"
              : "computed again here: " + record.recomputed().value() + " ppm, not the same");
      return same ? 0 : 1;
    }
  }

  /** {@code pouw poot validate}. */
  @Command(
      name = "validate",
      description = "Lets the node ask its peers to review the last period's scores.",
      mixinStandardHelpOptions = true)
  static final class Validate implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Override
    public Integer call() throws Exception {
      int votes = node.post("scores/reviews").getInteger("votes");
      System.out.println(votes + " votes");
      return print(node, node.get("scores?limit=100"));
    }
  }

  private static int print(NodeClient node, JsonObject answer) {
    if (node.wantsJson()) {
      System.out.println(answer.encodePrettily());
      return 0;
    }
    var table =
        new Table("worker", "period", "score", "latest", "confidence", "verdict", "objections");
    for (Object each : answer.getJsonArray("scores")) {
      var score = (JsonObject) each;
      table.row(
          score.getString("worker"),
          score.getJsonObject("period").getLong("number"),
          score.getInteger("value_ppm"),
          score.getInteger("latest_ppm"),
          score.getInteger("confidence_ppm"),
          score.getString("verdict"),
          objections(score.getJsonArray("objections")));
    }
    table.print();
    return 0;
  }

  /** Such as {@code jump by 2, not_on_chain by 3}. */
  private static String objections(JsonArray all) {
    return all.isEmpty()
        ? "-"
        : all.stream()
            .map(JsonObject.class::cast)
            .map(each -> each.getString("objection") + " by " + each.getInteger("votes"))
            .collect(Collectors.joining(", "));
  }
}
