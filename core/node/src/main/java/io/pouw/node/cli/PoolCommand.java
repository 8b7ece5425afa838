package io.pouw.node.cli;

import io.pouw.management.pool.MemberRequest;
import io.pouw.plugin.Signer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pouw pool}: pools of workers, their members and how pots are divided. */
@Command(
    name = "pool",
    description = "Makes pools of workers, joins and leaves them, and divides pots among members.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PoolCommand.Create.class,
      PoolCommand.Join.class,
      PoolCommand.Leave.class,
      PoolCommand.Expel.class,
      PoolCommand.Terms.class,
      PoolCommand.Close.class,
      PoolCommand.Show.class,
      PoolCommand.ListAll.class,
      PoolCommand.Audit.class,
      PoolDistributions.Distribute.class,
      PoolDistributions.ListAll.class,
      PoolDistributions.Check.class
    })
final class PoolCommand {
  private static final BigDecimal PPM_A_PERCENT = BigDecimal.valueOf(10_000);

  private PoolCommand() {}

  /** {@code pouw pool create}. */
  @Command(
      name = "create",
      description = "Makes a pool that the node operates.",
      mixinStandardHelpOptions = true)
  static final class Create implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Parameters(paramLabel = "NAME", description = "1 to 64 bytes")
    private String name = "";

    @Option(names = "--scheme", description = "proportional or pplns (default proportional)")
    private String scheme = "proportional";

    @Option(
        names = "--window",
        paramLabel = "GIGAFLOP",
        description = "the N of PPLNS in 10^9 floating-point operations (default 1000000)")
    private long window = 1_000_000;

    @Option(names = "--fee", paramLabel = "PERCENT", description = "0 to 50 (default 1)")
    private BigDecimal fee = BigDecimal.ONE;

    @Option(names = "--max-members", description = "3 to 100 (default 100)")
    private int maxMembers = 100;

    @Option(names = "--federated", description = "federated work counts too, which has no proof")
    private boolean federated;

    @Override
    public Integer call() throws Exception {
      JsonObject terms =
          new JsonObject()
              .put("name", name)
              .put("scheme", scheme.toLowerCase(Locale.ROOT))
              .put("fee_ppm", ppm(fee))
              .put("window_gigaflop", window)
              .put("max_members", maxMembers)
              .put("federated", federated);
      return print(node, node.post("pools", terms));
    }
  }

  private static long ppm(BigDecimal percent) {
    try {
      return percent.multiply(PPM_A_PERCENT).longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "--fee " + percent + ": expected a percentage with at most 4 decimals", e);
    }
  }

  /** {@code pouw pool join}. */
  @Command(
      name = "join",
      description = "Joins a pool with the worker's key; ask its operator's node.",
      mixinStandardHelpOptions = true)
  static final class Join implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();
    @Mixin private WorkerKey key = new WorkerKey();

    @Parameters(paramLabel = "POOL", description = "id")
    private String pool = "";

    @Option(names = "--account", description = "where pay goes (default the worker's address)")
    private String account = "";

    @Override
    public Integer call() throws Exception {
      Signer worker = key.open();
      String to = account.isEmpty() ? worker.address().toString() : account;
      return print(node, request(node, worker, MemberRequest.Kind.JOIN, pool, to));
    }
  }

  /** {@code pouw pool leave}. */
  @Command(
      name = "leave",
      description = "Leaves a pool; work up to now still counts.",
      mixinStandardHelpOptions = true)
  static final class Leave implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();
    @Mixin private WorkerKey key = new WorkerKey();

    @Parameters(paramLabel = "POOL", description = "id")
    private String pool = "";

    @Override
    public Integer call() throws Exception {
      return print(node, request(node, key.open(), MemberRequest.Kind.LEAVE, pool, ""));
    }
  }

  private static JsonObject request(
      NodeClient node, Signer worker, MemberRequest.Kind kind, String pool, String account)
      throws IOException, InterruptedException {
    long height = node.get("system/status").getLong("height");
    MemberRequest wish = MemberRequest.sign(worker, kind, PoolId.parse(pool), account, height);
    return node.post(
        "pools/" + pool + "/requests",
        new JsonObject()
            .put("kind", kind.name().toLowerCase(Locale.ROOT))
            .put("public_key", wish.worker().toString())
            .put("account", account)
            .put("height", height)
            .put("signature", wish.signature().toString()));
  }

  /** {@code pouw pool expel}. */
  @Command(
      name = "expel",
      description = "Sends a member away; its work up to now still counts.",
      mixinStandardHelpOptions = true)
  static final class Expel implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Parameters(index = "0", paramLabel = "POOL", description = "id")
    private String pool = "";

    @Parameters(index = "1", paramLabel = "ADDRESS", description = "of the member")
    private String worker = "";

    @Override
    public Integer call() throws Exception {
      var body = new JsonObject().put("worker", worker);
      return print(node, node.post("pools/" + PoolId.parse(pool) + "/expulsions", body));
    }
  }

  /** {@code pouw pool close}. */
  @Command(
      name = "close",
      description = "Closes a pool: it takes no more members.",
      mixinStandardHelpOptions = true)
  static final class Close implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Parameters(paramLabel = "POOL", description = "id")
    private String pool = "";

    @Override
    public Integer call() throws Exception {
      return print(node, node.post("pools/" + PoolId.parse(pool) + "/closing"));
    }
  }

  /** {@code pouw pool show}. */
  @Command(
      name = "show",
      description = "Shows a pool, its members, and the work that the next distribution counts.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Parameters(paramLabel = "POOL", description = "id")
    private String pool = "";

    @Override
    public Integer call() throws Exception {
      return print(node, node.get("pools/" + PoolId.parse(pool)));
    }
  }

  /** {@code pouw pool list}. */
  @Command(name = "list", description = "Lists pools.", mixinStandardHelpOptions = true)
  static final class ListAll implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Override
    public Integer call() throws Exception {
      JsonObject answer = node.get("pools");
      if (node.wantsJson()) {
        System.out.println(answer.encodePrettily());
        return 0;
      }
      var table = new Table("id", "name", "members", "health", "scheme", "fee ppm", "version");
      for (Object each : answer.getJsonArray("pools")) {
        var pool = (JsonObject) each;
        JsonObject terms = pool.getJsonObject("terms");
        JsonObject health = pool.getJsonObject("health");
        table.row(
            pool.getString("id"),
            pool.getString("name"),
            health.getInteger("members"),
            health.getString("level"),
            terms.getString("scheme"),
            terms.getLong("fee_ppm"),
            pool.getLong("version"));
      }
      table.print();
      return 0;
    }
  }

  /** {@code pouw pool terms}. */
  @Command(
      name = "terms",
      description = {
        "Changes the terms of a pool that the node operates, from the next block on or a later one.",
        "Work in checkpoints taken in before counts as it was agreed then; members can leave before."
      },
      mixinStandardHelpOptions = true)
  static final class Terms implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Parameters(paramLabel = "POOL", description = "id")
    private String pool = "";

    @Option(names = "--scheme", description = "proportional or pplns")
    private @Nullable String scheme;

    @Option(
        names = "--window",
        paramLabel = "GIGAFLOP",
        description = "the N of PPLNS in 10^9 floating-point operations")
    private @Nullable Long window;

    @Option(names = "--fee", paramLabel = "PERCENT", description = "0 to 50")
    private @Nullable BigDecimal fee;

    @Option(names = "--max-members", description = "3 to 100")
    private @Nullable Integer maxMembers;

    @Option(
        names = "--federated",
        paramLabel = "true|false",
        arity = "1",
        description = "whether federated work counts, which has no proof")
    private @Nullable Boolean federated;

    @Option(
        names = "--from",
        paramLabel = "HEIGHT",
        description = "from which on they hold (default the next block)")
    private @Nullable Long from;

    @Override
    public Integer call() throws Exception {
      var change = new JsonObject();
      if (scheme != null) change.put("scheme", scheme.toLowerCase(Locale.ROOT));
      if (window != null) change.put("window_gigaflop", window);
      if (fee != null) change.put("fee_ppm", ppm(fee));
      if (maxMembers != null) change.put("max_members", maxMembers);
      if (federated != null) change.put("federated", federated);
      if (change.isEmpty())
        throw new IllegalArgumentException(
            "nothing to change: expected --scheme, --window, --fee, --max-members or --federated");
      if (from != null) change.put("from_height", from);
      return print(node, node.post("pools/" + PoolId.parse(pool) + "/terms", change));
    }
  }

  /** {@code pouw pool audit}. */
  @Command(
      name = "audit",
      description = "Shows what was done with a pool that the node operates, newest first.",
      mixinStandardHelpOptions = true)
  static final class Audit implements Callable<Integer> {
    @Mixin private NodeClient node = new NodeClient();

    @Parameters(paramLabel = "POOL", description = "id")
    private String pool = "";

    @Option(names = "--limit", description = "1 to 100 (default 100)")
    private int limit = 100;

    @Override
    public Integer call() throws Exception {
      JsonObject answer = node.get("pools/" + PoolId.parse(pool) + "/audit?limit=" + limit);
      if (node.wantsJson()) {
        System.out.println(answer.encodePrettily());
        return 0;
      }
      var table = new Table("height", "version", "event", "by", "detail");
      for (Object each : answer.getJsonArray("events")) {
        var event = (JsonObject) each;
        table.row(
            event.getLong("height"),
            event.getLong("version"),
            event.getString("event"),
            event.getString("actor"),
            event.getString("detail"));
      }
      table.print();
      return 0;
    }
  }

  private static String text(JsonObject terms) {
    String scheme = terms.getString("scheme");
    return scheme
        + (scheme.equals("pplns")
            ? ", window " + terms.getLong("window_gigaflop") + " gigaflop"
            : "")
        + ", fee "
        + BigDecimal.valueOf(terms.getLong("fee_ppm"))
            .divide(PPM_A_PERCENT)
            .stripTrailingZeros()
            .toPlainString()
        + " %, at most "
        + terms.getInteger("max_members")
        + " members"
        + (terms.getBoolean("federated") ? ", federated work counts" : "");
  }

  private static int print(NodeClient node, JsonObject pool) {
    if (node.wantsJson()) {
      System.out.println(pool.encodePrettily());
      return 0;
    }
    JsonObject terms = pool.getJsonObject("terms");
    JsonObject health = pool.getJsonObject("health");
    System.out.println("pool      " + pool.getString("id"));
    System.out.println("name      " + pool.getString("name"));
    System.out.println("operator  " + pool.getString("operator"));
    System.out.println("version   " + pool.getLong("version"));
    System.out.println("terms     " + text(terms));
    for (Object each : pool.getJsonArray("schedule")) {
      var entry = (JsonObject) each;
      if (entry.getLong("from_height") > 0)
        System.out.println(
            "          from height "
                + entry.getLong("from_height")
                + " on "
                + text(entry.getJsonObject("terms")));
    }
    if (pool.getBoolean("closed")) System.out.println("closed    takes no more members");
    System.out.println("health    " + health.getString("level") + " " + health.getValue("reasons"));
    var table = new Table("member", "joined", "units", "weight", "account");
    for (Object each : pool.getJsonArray("members")) {
      var member = (JsonObject) each;
      table.row(
          member.getString("worker"),
          member.getLong("joined_height"),
          member.getLong("units"),
          member.getString("weight"),
          member.getString("account"));
    }
    table.print();
    return 0;
  }
}
