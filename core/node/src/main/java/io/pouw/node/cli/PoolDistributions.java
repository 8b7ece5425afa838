package io.pouw.node.cli;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Those of {@code pouw pool} that divide pots. */
final class PoolDistributions {
  private PoolDistributions() {}

  /** {@code pouw pool distribute}. */
  @Command(
      name = "distribute",
      description = {
        "Divides a pot among a pool's members by their settled work on the chain.",
        "It says who is owed what; pouw payout pays it."
      },
      mixinStandardHelpOptions = true)
  static final class Distribute implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Parameters(paramLabel = "POOL", description = "id")
    private String pool = "";

    @Option(
        names = "--pot",
        required = true,
        paramLabel = "UNITS",
        description = "to divide, in the currency's smallest unit")
    private long pot;

    @Option(names = "--currency", description = "of the pot (default PAI)")
    private String currency = "PAI";

    @Option(names = "--dry-run", description = "compute and keep nothing")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
      JsonObject made =
          node.post(
              "pools/" + PoolId.parse(pool) + "/distributions",
              new JsonObject().put("currency", currency).put("pot", pot).put("dry_run", dryRun));
      if (node.wantsJson()) System.out.println(made.encodePrettily());
      else printDistribution(made, dryRun ? ", a dry run" : "");
      return 0;
    }
  }

  /** {@code pouw pool distributions}. */
  @Command(
      name = "distributions",
      description = "Shows how a pool's pots were divided.",
      mixinStandardHelpOptions = true)
  static final class ListAll implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Parameters(paramLabel = "POOL", description = "id")
    private String pool = "";

    @Override
    public Integer call() throws Exception {
      JsonObject answer = node.get("pools/" + PoolId.parse(pool) + "/distributions?limit=100");
      if (node.wantsJson()) System.out.println(answer.encodePrettily());
      else
        for (Object each : answer.getJsonArray("distributions"))
          printDistribution((JsonObject) each, "");
      return 0;
    }
  }

  /** {@code pouw pool check}. */
  @Command(
      name = "check",
      description = {
        "Computes a distribution again from the pool's terms and members of then and the chain.",
        "Exit code 1 if something else comes out."
      },
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Parameters(index = "0", paramLabel = "POOL", description = "id")
    private String pool = "";

    @Parameters(index = "1", paramLabel = "DISTRIBUTION", description = "id")
    private String distribution = "";

    @Override
    public Integer call() throws Exception {
      JsonObject answer =
          node.get(
              "pools/"
                  + PoolId.parse(pool)
                  + "/distributions/"
                  + PoolId.distribution(distribution));
      boolean same = answer.getBoolean("same");
      if (node.wantsJson()) System.out.println(answer.encodePrettily());
      else {
        printDistribution(answer.getJsonObject("kept"), "");
        System.out.println(same ? "computed again: the same" : "computed again: NOT the same");
        if (!same) printDistribution(answer.getJsonObject("computed"), ", computed again");
      }
      return same ? 0 : 1;
    }
  }

  private static void printDistribution(JsonObject made, String note) {
    System.out.printf(
        Locale.ROOT,
        "distribution %s of %d %s, heights %d to %d, fee %d%s%n",
        made.getString("id"),
        made.getLong("pot"),
        made.getString("currency"),
        made.getLong("after_height"),
        made.getLong("to_height"),
        made.getLong("fee"),
        note);
    var table = new Table("member", "units", "weight", "amount", "account");
    for (Object each : made.getJsonArray("lines")) {
      var line = (JsonObject) each;
      table.row(
          line.getString("member"),
          line.getLong("units"),
          line.getString("weight"),
          line.getLong("amount"),
          line.getString("account"));
    }
    table.print();
  }
}
