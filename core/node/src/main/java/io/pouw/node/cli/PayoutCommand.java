package io.pouw.node.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pouw payout}: paying people over the rails of a node. */
@Command(
    name = "payout",
    description = "Pays people over a rail such as TRON or the chain itself.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PayoutCommand.Request.class,
      PayoutCommand.Distribution.class,
      PayoutCommand.ListAll.class,
      PayoutCommand.Show.class,
      PayoutCommand.Approve.class,
      PayoutCommand.Refuse.class,
      PayoutCommand.Retry.class,
      PayoutCommand.Run.class,
      PayoutCommand.DryRun.class,
      PayoutCommand.Export.class,
      PayoutCommand.Rails.class,
      PayoutKeyCommand.class,
      PayoutSandboxCommand.class
    })
final class PayoutCommand {
  private PayoutCommand() {}

  private static int print(JsonObject answer) {
    System.out.println(answer.encodePrettily());
    return 0;
  }

  private static String query(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** {@code pouw payout request}. */
  @Command(
      name = "request",
      description = {
        "Asks for one payout, or for those of a file.",
        "A reference is paid once, however often it is asked for."
      },
      mixinStandardHelpOptions = true)
  static final class Request implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Option(names = "--rail", required = true, description = "such as tron or ledger")
    private String rail = "";

    @Option(names = "--reference", description = "unique for ever")
    private @Nullable String reference;

    @Option(names = "--member", description = "whom (default the account)")
    private @Nullable String member;

    @Option(names = "--account", description = "on the rail")
    private @Nullable String account;

    @Option(names = "--amount", description = "such as 12.5")
    private @Nullable String amount;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "JSON: [{reference, member, account, amount}, ...]")
    private @Nullable Path file;

    @Override
    public Integer call() throws Exception {
      var body = new JsonObject().put("rail", rail).put("requests", requests());
      return print(node.post("payouts", body));
    }

    private JsonArray requests() throws IOException {
      if (file != null) return new JsonArray(Files.readString(file));
      if (reference == null || account == null || amount == null)
        throw new IllegalArgumentException(
            "expected --reference, --account and --amount, or --file");
      return new JsonArray()
          .add(
              new JsonObject()
                  .put("reference", reference)
                  .put("member", member == null ? account : member)
                  .put("account", account)
                  .put("amount", amount));
    }
  }

  /** {@code pouw payout distribution}. */
  @Command(
      name = "distribution",
      description = {
        "Asks for the payouts of a pool's distribution (pouw pool distribute), the last by default.",
        "Asked for again nothing is paid twice."
      },
      mixinStandardHelpOptions = true)
  static final class Distribution implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Parameters(paramLabel = "POOL", description = "id")
    private String pool = "";

    @Option(names = "--rail", required = true, description = "such as tron or ledger")
    private String rail = "";

    @Option(names = "--distribution", paramLabel = "ID", description = "another than the last")
    private @Nullable String distribution;

    @Override
    public Integer call() throws Exception {
      var body = new JsonObject().put("pool", PoolId.parse(pool).toString()).put("rail", rail);
      if (distribution != null)
        body.put("distribution", PoolId.distribution(distribution).toString());
      return print(node.post("payouts/distributions", body));
    }
  }

  /** {@code pouw payout list}. */
  @Command(
      name = "list",
      description = "Lists payouts, newest first.",
      mixinStandardHelpOptions = true)
  static final class ListAll implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();
    @Mixin private Filter filter = new Filter();

    @Option(names = "--limit", description = "default 20, at most 100")
    private int limit = 20;

    @Option(names = "--skip", description = "so many of the newest are left out (default 0)")
    private int skip;

    @Override
    public Integer call() throws Exception {
      JsonObject answer = node.get("payouts?limit=" + limit + "&skip=" + skip + filter.query());
      if (node.wantsJson()) return print(answer);
      var table = new Table("reference", "rail", "account", "units", "status", "transfer");
      for (Object each : answer.getJsonArray("payouts")) {
        var payout = (JsonObject) each;
        table.row(
            payout.getString("reference"),
            payout.getString("rail"),
            payout.getString("account"),
            payout.getLong("units"),
            payout.getString("status"),
            payout.getString("transfer", "-"));
      }
      table.print();
      if (answer.containsKey("next"))
        System.out.println("there are more: --skip " + answer.getInteger("next"));
      return 0;
    }
  }

  /** Which payouts. */
  static final class Filter {
    @Option(names = "--rail", description = "only those of this rail")
    private @Nullable String rail;

    @Option(names = "--status", description = "only those that stand so, such as failed")
    private @Nullable String status;

    @Option(names = "--member", description = "only those of this member")
    private @Nullable String member;

    String query() {
      return (rail == null ? "" : "&" + PayoutCommand.query("rail", rail))
          + (status == null ? "" : "&" + PayoutCommand.query("status", status))
          + (member == null ? "" : "&" + PayoutCommand.query("member", member));
    }
  }

  /** {@code pouw payout show}. */
  @Command(
      name = "show",
      description = "Shows a payout and everything that happened to it.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Parameters(paramLabel = "REFERENCE")
    private String reference = "";

    @Override
    public Integer call() throws Exception {
      return print(node.get("payouts/entry?" + query("reference", reference)));
    }
  }

  /** What a person decides on a payout. */
  abstract static class Decision implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Parameters(paramLabel = "REFERENCE")
    private String reference = "";

    @Option(names = "--by", description = "your name, for the audit trail (default operator)")
    private String by = "operator";

    private final String decision;

    Decision(String decision) {
      this.decision = decision;
    }

    @Override
    public Integer call() throws Exception {
      return print(
          node.post(
              "payouts/decisions",
              new JsonObject()
                  .put("reference", reference)
                  .put("decision", decision)
                  .put("by", by)));
    }
  }

  /** {@code pouw payout approve}. */
  @Command(
      name = "approve",
      description = "Lets a payout go on that is over the limit.",
      mixinStandardHelpOptions = true)
  static final class Approve extends Decision {
    Approve() {
      super("approve");
    }
  }

  /** {@code pouw payout refuse}. */
  @Command(
      name = "refuse",
      description = "Declines a payout that is over the limit; it is never paid.",
      mixinStandardHelpOptions = true)
  static final class Refuse extends Decision {
    Refuse() {
      super("refuse");
    }
  }

  /** {@code pouw payout retry}. */
  @Command(
      name = "retry",
      description = "Tries a payout once more that was given up.",
      mixinStandardHelpOptions = true)
  static final class Retry extends Decision {
    Retry() {
      super("retry");
    }
  }

  /** {@code pouw payout run}. */
  @Command(
      name = "run",
      description = "Makes a batch now, and looks what became of earlier ones.",
      mixinStandardHelpOptions = true)
  static final class Run implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Option(names = "--rail", required = true, description = "such as tron or ledger")
    private String rail = "";

    @Override
    public Integer call() throws Exception {
      return print(node.post("payouts/turns", new JsonObject().put("rail", rail)));
    }
  }

  /** {@code pouw payout dry-run}. */
  @Command(
      name = "dry-run",
      description = "Says what a batch would be now, with funds and fees, and changes nothing.",
      mixinStandardHelpOptions = true)
  static final class DryRun implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Option(names = "--rail", required = true, description = "such as tron or ledger")
    private String rail = "";

    @Override
    public Integer call() throws Exception {
      return print(node.get("payouts/dry-run?" + query("rail", rail)));
    }
  }

  /** {@code pouw payout export}. */
  @Command(name = "export", description = "Writes payouts as CSV.", mixinStandardHelpOptions = true)
  static final class Export implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();
    @Mixin private Filter filter = new Filter();

    @Option(names = "--out", paramLabel = "FILE", description = "default standard output")
    private @Nullable Path out;

    @Override
    public Integer call() throws Exception {
      String query = filter.query();
      String csv =
          node.getText("payouts/export" + (query.isEmpty() ? "" : "?" + query.substring(1)));
      if (out == null) System.out.print(csv);
      else Files.writeString(out, csv);
      return 0;
    }
  }

  /** {@code pouw payout rails}. */
  @Command(
      name = "rails",
      description = "Says on which rails a node pays, and from which accounts.",
      mixinStandardHelpOptions = true)
  static final class Rails implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Override
    public Integer call() throws Exception {
      return print(node.get("payout-rails"));
    }
  }
}
