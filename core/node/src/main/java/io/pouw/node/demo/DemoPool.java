package io.pouw.node.demo;

import io.pouw.management.pool.MemberRequest;
import io.pouw.node.config.ManagementSettings;
import io.pouw.node.payout.OfflineRail;
import io.pouw.node.payout.RailSettings;
import io.pouw.node.plugin.Plugins;
import io.pouw.node.verticle.PouwNode;
import io.pouw.plugin.PayoutRail;
import io.pouw.plugin.PayoutSandbox;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Hash;
import io.pouw.storage.sql.SqlSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The pool that the demo's miners join, operated by the client's node, and the emulated TRON on
 * which the node pays its members by their settled work. All of it is asked of the node's HTTP API,
 * as an operator and the members would.
 */
final class DemoPool implements AutoCloseable {
  /** Fewer are no pool. */
  static final int LEAST_MEMBERS = 3;

  private static final String RAIL = "tron";
  private static final String POT = "1000";
  private static final Duration PAY_LIMIT = Duration.ofSeconds(90);
  private static final long LOOK_MS = 200;
  private static final long FEE_PPM = 10_000;

  private final PayoutRail rail;
  private final PayoutSandbox.Running network;
  private final Map<String, String> settings = new TreeMap<>();
  private final SqlSettings database;
  private final Map<String, String> names = new HashMap<>();
  private Hash pool = Hash.ZERO;

  /** Makes the key that pays, and starts the network on which it pays. */
  DemoPool(Plugins plugins, Path folder) throws IOException {
    this.rail = OfflineRail.find(plugins, RAIL);
    this.database = SqlSettings.embedded(folder.resolve("pool"));
    Path keys = Files.createDirectories(folder.resolve("pool"));
    Path password = Files.writeString(keys.resolve("password"), "sandbox");
    var own = new TreeMap<String, String>();
    own.put("keystore", keys.resolve("tron.p12").toString());
    own.put("password_file", password.toString());
    // Block time runs thirty times as fast as the clock here.
    own.put("lifetime_seconds", "3600");
    String payer = OfflineRail.createKey(plugins, RAIL, own);
    this.network = OfflineRail.sandbox(plugins, RAIL).start(0, payer, rail.unit().parse(POT));
    own.putAll(network.settings());
    own.put("check_seconds", "1");
    own.forEach((key, value) -> settings.put(RailSettings.PREFIX + RAIL + "." + key, value));
  }

  /** For the configuration of the node that operates the pool. */
  Map<String, String> settings() {
    return settings;
  }

  ManagementSettings management() {
    return ManagementSettings.on(database);
  }

  private static DemoApi api(PouwNode operator) {
    return new DemoApi(operator.desk().apiPort().orElseThrow());
  }

  /** Makes the pool and takes the miners in, each with an account that has never held anything. */
  void join(PouwNode operator, List<DemoMember> miners) throws IOException, InterruptedException {
    try (DemoApi api = api(operator)) {
      JsonObject made =
          api.post(
              "pools",
              new JsonObject()
                  .put("name", "demo")
                  .put("scheme", "proportional")
                  .put("fee_ppm", FEE_PPM));
      pool = Hash.parse(made.getString("id"));
      List<String> fresh = network.newAccounts(miners.size());
      for (int i = 0; i < miners.size(); i++) join(api, miners.get(i), fresh.get(i));
    }
  }

  /** A miner asks with its own key; the operator's node knows nothing of it but its signature. */
  private void join(DemoApi api, DemoMember miner, String account)
      throws IOException, InterruptedException {
    Signer key = Signer.of(miner.node().keys());
    names.put(key.address().toString(), miner.name());
    MemberRequest wish =
        MemberRequest.sign(
            key, MemberRequest.Kind.JOIN, pool, account, miner.node().ledger().height());
    api.post(
        "pools/" + pool + "/requests",
        new JsonObject()
            .put("kind", "join")
            .put("public_key", wish.worker().toString())
            .put("account", wish.account())
            .put("height", wish.height())
            .put("signature", wish.signature().toString()));
  }

  /** Divides the pot by the settled work, pays the members, and asks the token what they have. */
  PoolReport pay(PouwNode operator) throws IOException, InterruptedException, TimeoutException {
    try (DemoApi api = api(operator)) {
      JsonObject made =
          api.post(
              "pools/" + pool + "/distributions",
              new JsonObject()
                  .put("currency", rail.unit().symbol())
                  .put("pot", rail.unit().parse(POT)));
      JsonObject check = api.get("pools/" + pool + "/distributions/" + made.getString("id"));
      api.post(
          "payouts/distributions", new JsonObject().put("pool", pool.toString()).put("rail", RAIL));
      api.post("payouts/turns", new JsonObject().put("rail", RAIL));
      List<JsonObject> payouts = awaitPaid(api);
      String csv = api.text("api/v1/payouts/export?rail=" + RAIL + "&status=confirmed");
      List<JsonObject> rails = objects(api.get("payout-rails").getJsonArray("rails"));
      return new PoolReport(
          rails.getFirst().getString("network"),
          rail.unit(),
          rail.feeUnit(),
          made.getLong("pot"),
          made.getLong("fee"),
          check.getBoolean("same"),
          csv.lines().count() - 1,
          payouts.stream().map(each -> line(made, each)).toList());
    }
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  /** The payouts once all of them are confirmed, in the order of the distribution. */
  private static List<JsonObject> awaitPaid(DemoApi api)
      throws IOException, InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + PAY_LIMIT.toNanos();
    while (true) {
      List<JsonObject> payouts =
          objects(api.get("payouts?limit=100&rail=" + RAIL).getJsonArray("payouts"));
      if (payouts.stream().allMatch(each -> each.getString("status").equals("confirmed")))
        return payouts.reversed();
      if (System.nanoTime() > deadline)
        throw new TimeoutException(
            "the pool's members were not paid in " + PAY_LIMIT.toSeconds() + " s: " + payouts);
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
  }

  private PoolReport.Line line(JsonObject made, JsonObject payout) {
    String member = payout.getString("member");
    JsonObject its =
        objects(made.getJsonArray("lines")).stream()
            .filter(each -> each.getString("member").equals(member))
            .findFirst()
            .orElseThrow();
    String account = payout.getString("account");
    return new PoolReport.Line(
        names.getOrDefault(member, member),
        account,
        its.getLong("units"),
        its.getLong("amount"),
        network.balance(account),
        payout.getString("status"),
        payout.getString("transfer"),
        payout.getLong("fee_units"));
  }

  @Override
  public void close() {
    network.close();
  }
}
