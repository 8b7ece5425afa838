package io.pouw.node.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.node.config.ConfigurationException;
import io.pouw.node.payout.OfflineRail;
import io.pouw.node.payout.PayoutService;
import io.pouw.payout.tron.TronRail;
import io.pouw.payout.tron.emulator.TronSandbox;
import io.pouw.plugin.PayoutSandbox;
import io.pouw.plugin.Signer;
import io.pouw.storage.sql.SqlSettings;
import io.pouw.storage.sql.SqlStore;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payouts as an operator asks for them over HTTP, on an emulated TRON. */
class PayoutApiTest {
  private static final int LOOKS = 5_000;

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private TestNode node;
  private SqlStore sql;
  private PayoutSandbox.Running network;
  private PayoutService payouts;
  private ApiCalls calls;

  @BeforeEach
  void start() throws Exception {
    node = new TestNode(folder.resolve("node"));
    sql = SqlStore.open(SqlSettings.embedded(folder.resolve("sql")));
    var own = new TreeMap<String, String>();
    own.put("keystore", folder.resolve("tron.p12").toString());
    own.put("password_file", Files.writeString(folder.resolve("password"), "x").toString());
    String payer = new TronRail().createKey(OfflineRail.context(own));
    network = new TronSandbox().start(0, payer, 1_000_000_000);
    own.putAll(network.settings());
    own.put("approval_above", "100");
    payouts = open(own);
    node.payBy(payouts);
    var api = new ApiVerticle(ApiConfig.on("127.0.0.1", 0), node);
    ApiCalls.await(vertx.deployVerticle(api));
    calls = new ApiCalls(vertx, api.port());
  }

  private PayoutService open(Map<String, String> own) {
    var settings = new HashMap<String, String>();
    own.forEach((key, value) -> settings.put("payout.tron." + key, value));
    return PayoutService.open(
        sql,
        name -> name.equals("tron") ? Optional.of(new TronRail()) : Optional.empty(),
        settings,
        Signer.of(node.client),
        Optional.empty(),
        InstantSource.system());
  }

  @AfterEach
  void stop() {
    calls.close();
    ApiCalls.await(vertx.close());
    payouts.close();
    network.close();
    sql.close();
    node.close();
  }

  private static JsonObject request(String reference, String account, String amount) {
    return new JsonObject()
        .put("reference", reference)
        .put("member", "alice")
        .put("account", account)
        .put("amount", amount);
  }

  private JsonObject ask(JsonObject... requests) {
    var body =
        new JsonObject().put("rail", "tron").put("requests", new JsonArray(List.of(requests)));
    var reply = calls.post("/api/v1/payouts", body);
    assertEquals(200, reply.status(), () -> reply.json().encode());
    return reply.json();
  }

  private String status(String reference) {
    return calls
        .get("/api/v1/payouts/entry?reference=" + reference)
        .json()
        .getJsonObject("payout")
        .getString("status");
  }

  private void assertAudited(String expected) {
    List<String> entries =
        node.audit(0, 10_000).entries().stream()
            .map(each ->
                String.join(" ", each.action(), each.actor(), each.subject(), each.outcome()))
            .toList();
    assertTrue(entries.contains(expected), entries::toString);
  }

  @Test
  void aPayoutIsAskedForTriedApprovedPaidAndExported() {
    List<String> accounts = network.newAccounts(2);
    assertEquals(
        2,
        ask(request("pool/1/a", accounts.get(0), "12.5"), request("big", accounts.get(1), "100.01"))
            .getInteger("added"));
    assertEquals(1, ask(request("pool/1/a", accounts.get(0), "12.5")).getInteger("known"));
    JsonObject dry = calls.get("/api/v1/payouts/dry-run?rail=tron").json();
    assertEquals("12.500000", dry.getJsonObject("total").getString("text"));
    assertEquals(
        "awaits approval", dry.getJsonArray("postponed").getJsonObject(0).getString("reason"));
    assertEquals("requested", status("pool/1/a"));
    var run = new JsonObject().put("rail", "tron");
    assertEquals(1, calls.post("/api/v1/payouts/turns", run).json().getInteger("broadcast"));
    assertEquals("held", status("big"));
    var approval =
        new JsonObject().put("reference", "big").put("decision", "approve").put("by", "olga");
    assertEquals(
        "olga", calls.post("/api/v1/payouts/decisions", approval).json().getString("approved_by"));
    assertEquals(409, calls.post("/api/v1/payouts/decisions", approval).status());
    for (int i = 0;
        i < LOOKS && !(status("big") + status("pool/1/a")).equals("confirmedconfirmed");
        i++) assertEquals(200, calls.post("/api/v1/payouts/turns", run).status());
    assertEquals(12_500_000, network.balance(accounts.get(0)));
    assertEquals(100_010_000, network.balance(accounts.get(1)));
    assertAudited("payout.request operator tron 2 added, 0 known");
    assertAudited("payout.decide olga big approve");
    assertAudited("payout.run operator tron batch 1, 1 signed, 1 sent, 0 confirmed");
    JsonObject list = calls.get("/api/v1/payouts?status=confirmed&limit=1").json();
    assertEquals(1, list.getInteger("next"));
    String csv =
        new String(calls.get("/api/v1/payouts/export?rail=tron").body(), StandardCharsets.UTF_8);
    assertEquals(3, csv.lines().count());
    assertTrue(csv.contains("pool/1/a,tron,alice," + accounts.get(0) + ",12500000,confirmed"), csv);
    assertEquals(
        "USDT",
        calls
            .get("/api/v1/payout-rails")
            .json()
            .getJsonArray("rails")
            .getJsonObject(0)
            .getString("symbol"));
  }

  @Test
  void whatCannotBePaidIsRefusedWithTheReason() {
    var body =
        new JsonObject()
            .put("rail", "tron")
            .put("requests", new JsonArray().add(request("x", "Tnobody", "1")));
    var reply = calls.post("/api/v1/payouts", body);
    assertEquals(400, reply.status());
    assertTrue(reply.detail().contains("'Tnobody' is no TRON address"), reply.detail());
    body.getJsonArray("requests").getJsonObject(0).put("amount", "0.0000001");
    assertEquals(400, calls.post("/api/v1/payouts", body).status());
    body.put("rail", "gold");
    assertTrue(
        calls.post("/api/v1/payouts", body).detail().contains("this node pays on no rail 'gold'"));
    assertEquals(404, calls.get("/api/v1/payouts/entry?reference=none").status());
  }

  @Test
  void everyBadSettingIsNamedAtOnce() {
    var e =
        assertThrows(
            ConfigurationException.class,
            () -> open(Map.of("threshold", "x", "max_batch", "0", "keystore", "none")));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("payout.tron.threshold: 'x'"), message);
    assertTrue(message.contains("payout.tron.max_batch: 0"), message);
  }
}
