package io.pouw.node.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.TaskState;
import io.pouw.management.payout.PayoutRequest;
import io.pouw.management.pool.MemberRequest;
import io.pouw.management.worker.Capabilities;
import io.pouw.management.worker.Heartbeat;
import io.pouw.management.worker.Load;
import io.pouw.management.worker.Registration;
import io.pouw.node.api.ApiCalls.Reply;
import io.pouw.node.config.ManagementSettings;
import io.pouw.node.economics.Economics;
import io.pouw.node.model.SettledTask;
import io.pouw.node.payout.OfflineRail;
import io.pouw.node.payout.PayoutService;
import io.pouw.payout.tron.TronRail;
import io.pouw.payout.tron.emulator.TronSandbox;
import io.pouw.plugin.PayoutSandbox;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.storage.sql.SqlSettings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers, pools and scores over a real server and store; answers are held to the contract. */
class ManagementApiTest {
  private static final Load IDLE = new Load(1, 2, 3, 4, 0);

  /** Who did the units of {@link SettledTask}. */
  private static final KeyPair MINER =
      KeyPair.fromSeed(Hash.sha256("key 11".getBytes(StandardCharsets.UTF_8)).toBytes());

  private final Vertx vertx = Vertx.vertx();
  private TestNode node;
  private Economics economics;
  private ApiCalls api;

  @BeforeEach
  void start(@TempDir Path folder) {
    node = new TestNode(folder.resolve("chain"));
    economics =
        Economics.open(
            ManagementSettings.on(SqlSettings.embedded(folder.resolve("management"))),
            folder,
            node.genesis.chainId(),
            Signer.of(node.validator));
    node.manage(economics);
    var verticle = new ApiVerticle(ApiConfig.on("127.0.0.1", 0), node);
    ApiCalls.await(vertx.deployVerticle(verticle));
    api = new ApiCalls(vertx, verticle.port());
  }

  @AfterEach
  void stop() {
    api.close();
    ApiCalls.await(vertx.close());
    economics.close();
    node.close();
  }

  private Reply register(KeyPair worker) {
    JsonObject challenge = api.post("/api/v1/workers/challenges", new JsonObject()).json();
    var has = new Capabilities(2, 1 << 30, 256, List.of("none"), 0, List.of("neural"));
    Registration wish =
        Registration.sign(
            Signer.of(worker),
            Hash.parse(challenge.getString("chain_id")),
            "account of " + worker.address().abbreviated(),
            "box",
            has,
            HexFormat.of().parseHex(challenge.getString("challenge")));
    return api.post(
        "/api/v1/workers",
        new JsonObject()
            .put("public_key", wish.worker().toString())
            .put("account", wish.account())
            .put("name", "box")
            .put(
                "capabilities",
                new JsonObject()
                    .put("cores", 2)
                    .put("memory_bytes", 1 << 30)
                    .put("vector_bits", 256)
                    .put("accelerators", new JsonArray(has.accelerators()))
                    .put("bandwidth_bits", 0)
                    .put("task_types", new JsonArray(has.taskTypes())))
            .put("challenge", challenge.getString("challenge"))
            .put("signature", wish.signature().toString()));
  }

  private Reply beat(KeyPair worker, long number) {
    Heartbeat beat = Heartbeat.sign(Signer.of(worker), node.genesis.chainId(), number, IDLE);
    return api.post(
        "/api/v1/workers/" + worker.address() + "/heartbeats",
        new JsonObject()
            .put("number", number)
            .put("cpu_ppm", 1)
            .put("memory_ppm", 2)
            .put("disk_ppm", 3)
            .put("network_bytes", 4)
            .put("active_units", 0)
            .put("signature", beat.signature().toString()));
  }

  private String createPool() {
    Reply made =
        api.post(
            "/api/v1/pools",
            new JsonObject()
                .put("name", "the pool")
                .put("scheme", "proportional")
                .put("fee_ppm", 10_000));
    assertEquals(201, made.status(), () -> new String(made.body(), StandardCharsets.UTF_8));
    return made.json().getString("id");
  }

  private Reply request(String pool, KeyPair worker, MemberRequest.Kind kind, String account) {
    long height = node.ledger().height();
    MemberRequest wish =
        MemberRequest.sign(Signer.of(worker), kind, Hash.parse(pool), account, height);
    return api.post(
        "/api/v1/pools/" + pool + "/requests",
        new JsonObject()
            .put("kind", Json.constant(kind))
            .put("public_key", worker.publicKey().toString())
            .put("account", account)
            .put("height", height)
            .put("signature", wish.signature().toString()));
  }

  @Test
  void aWorkerRegistersWithASignedChallengeAndIsSeenToLive() {
    KeyPair worker = TestNode.key("worker");
    assertEquals(201, register(worker).status());
    String path = "/api/v1/workers/" + worker.address();
    assertEquals("active", api.get(path).json().getString("status"));
    assertEquals(1, api.get("/api/v1/workers?status=active").json().getLong("total"));
    JsonObject answer = beat(worker, 1).json();
    Reply echo =
        api.post(path + "/echoes", new JsonObject().put("probe", answer.getString("probe")));
    assertTrue(echo.json().getLong("latency_us") > 0);
    JsonObject sample = api.get(path + "/metrics").json().getJsonArray("samples").getJsonObject(0);
    assertEquals(echo.json().getLong("latency_us"), sample.getLong("latency_us"));
    assertEquals(422, beat(worker, 1).status());
    assertEquals(404, api.get("/api/v1/workers/" + MINER.address()).status());
  }

  @Test
  void creditsOfASettledTaskBecomeSharesOfAPot() {
    String pool = createPool();
    for (KeyPair each : List.of(MINER, TestNode.key("b"), TestNode.key("c")))
      assertEquals(200, request(pool, each, MemberRequest.Kind.JOIN, "T" + each).status());
    TaskState task = new SettledTask().task();
    node.settled(task);
    while (node.ledger().height() < 20) node.extend();
    JsonObject shown = api.get("/api/v1/pools/" + pool).json();
    long units = units(shown);
    assertEquals(
        task.checkpoints().stream().mapToLong(each -> each.content().units()).sum(), units);
    var order = new JsonObject().put("currency", "PAI").put("pot", 1_000).put("dry_run", true);
    String path = "/api/v1/pools/" + pool + "/distributions";
    JsonObject dry = api.post(path, order).json();
    assertEquals(0, api.get(path).json().getJsonArray("distributions").size());
    JsonObject made = api.post(path, order.put("dry_run", false)).json();
    assertEquals(dry, made);
    assertEquals(10, made.getLong("fee"));
    assertEquals(990, made.getJsonArray("lines").getJsonObject(0).getLong("amount"));
    assertEquals(
        MINER.address().toString(),
        made.getJsonArray("lines").getJsonObject(0).getString("member"));
    assertEquals(409, api.post(path, order).status(), "the same work is not divided twice");
    assertEquals(made, api.get(path).json().getJsonArray("distributions").getJsonObject(0));
  }

  @Test
  void otherTermsHoldFromTheNextBlockOnAndNotForWorkBefore() {
    String pool = createPool();
    for (KeyPair each : List.of(MINER, TestNode.key("b"), TestNode.key("c")))
      request(pool, each, MemberRequest.Kind.JOIN, "T" + each);
    node.settled(new SettledTask().task());
    while (node.ledger().height() < 20) node.extend();
    String path = "/api/v1/pools/" + pool;
    Reply changed =
        api.post(path + "/terms", new JsonObject().put("fee_ppm", 500_000).put("scheme", "pplns"));
    assertEquals(200, changed.status());
    assertEquals(500_000, changed.json().getJsonObject("terms").getInteger("fee_ppm"));
    assertEquals(
        21, changed.json().getJsonArray("schedule").getJsonObject(1).getLong("from_height"));
    var order = new JsonObject().put("currency", "PAI").put("pot", 1_000);
    JsonObject made = api.post(path + "/distributions", order).json();
    assertEquals(10, made.getLong("fee"), "the work was done at one per cent");
    JsonObject check = api.get(path + "/distributions/" + made.getString("id")).json();
    assertTrue(check.getBoolean("same"));
    assertEquals(made, check.getJsonObject("computed"));
    JsonArray events = api.get(path + "/audit").json().getJsonArray("events");
    assertEquals(
        List.of("distributed", "terms", "joined", "joined", "joined", "created"),
        events.stream().map(each -> ((JsonObject) each).getString("event")).toList());
    assertTrue(events.getJsonObject(1).getString("detail").startsWith("from height 21 on pplns"));
    assertEquals(409, api.post(path + "/terms", new JsonObject().put("fee_ppm", 500_000)).status());
    assertEquals(
        409,
        api.post(path + "/terms", new JsonObject().put("fee_ppm", 1).put("from_height", 20))
            .status());
    // what was only announced is replaced, and nothing of it is in force early
    api.post(path + "/terms", new JsonObject().put("max_members", 9).put("from_height", 900));
    JsonObject terms =
        api.post(path + "/terms", new JsonObject().put("fee_ppm", 7)).json().getJsonObject("terms");
    assertEquals(7, terms.getInteger("fee_ppm"));
    assertEquals(100, terms.getInteger("max_members"));
    assertEquals(400, api.post(path + "/terms", new JsonObject()).status());
    assertEquals(400, api.post(path + "/terms", new JsonObject().put("fee_ppm", 600_000)).status());
    assertEquals(404, api.get(path + "/distributions/" + pool).status());
  }

  private static long units(JsonObject pool) {
    return pool.getJsonArray("members").stream()
        .mapToLong(each -> ((JsonObject) each).getLong("units"))
        .sum();
  }

  @Test
  void membersComeAndGoAndAreSentAway() {
    String pool = createPool();
    KeyPair a = TestNode.key("a");
    KeyPair b = TestNode.key("b");
    request(pool, a, MemberRequest.Kind.JOIN, "A");
    assertEquals(409, request(pool, a, MemberRequest.Kind.JOIN, "A").status());
    request(pool, b, MemberRequest.Kind.JOIN, "B");
    Reply left = request(pool, a, MemberRequest.Kind.LEAVE, "");
    assertEquals(1, left.json().getJsonArray("members").size());
    Reply expelled =
        api.post(
            "/api/v1/pools/" + pool + "/expulsions",
            new JsonObject().put("worker", b.address().toString()));
    assertEquals(0, expelled.json().getJsonArray("members").size());
    assertEquals("critical", expelled.json().getJsonObject("health").getString("level"));
    Reply closed = api.post("/api/v1/pools/" + pool + "/closing", new JsonObject());
    assertTrue(closed.json().getBoolean("closed"));
    assertEquals(409, request(pool, TestNode.key("d"), MemberRequest.Kind.JOIN, "D").status());
    assertEquals(1, api.get("/api/v1/pools").json().getJsonArray("pools").size());
  }

  @Test
  void aScoreIsShownWithAllThatItCameFrom() {
    register(MINER);
    beat(MINER, 1);
    TaskState task = new SettledTask().task();
    node.settled(task);
    while (node.ledger().height() < 20) node.extend();
    economics.scorer().score(node.ledger());
    JsonObject listed = api.get("/api/v1/scores").json().getJsonArray("scores").getJsonObject(0);
    JsonObject explained = api.get("/api/v1/scores/" + MINER.address()).json();
    assertEquals(listed.getInteger("value_ppm"), explained.getInteger("value_ppm"));
    assertTrue(explained.getBoolean("recomputed"));
    JsonObject inputs = explained.getJsonObject("inputs");
    assertEquals(task.checkpoints().size(), inputs.getInteger("held"));
    assertEquals(1, inputs.getJsonArray("work").size());
    assertEquals(
        1,
        api.get("/api/v1/scores/" + MINER.address() + "/history?limit=5")
            .json()
            .getJsonArray("scores")
            .size());
    assertEquals(404, api.get("/api/v1/scores/" + node.client.address()).status());
  }

  @Test
  void theMachinesResourcesAreShown() {
    economics.resources().update(1);
    JsonObject resources = api.get("/api/v1/resources").json();
    assertTrue(resources.getInteger("cores") >= 1);
    assertTrue(resources.getJsonObject("latest").getInteger("memory_ppm") > 0);
  }

  private String scrape() {
    Reply reply = api.get("/metrics");
    assertEquals(200, reply.status());
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  private static void assertHas(String scrape, String... lines) {
    for (String line : lines)
      assertTrue(scrape.lines().anyMatch(line::equals), line + " is missing in:\n" + scrape);
  }

  @Test
  void workersPoolsScoresAndTheMachineAreInAScrapeAsTheStoreHasThem() {
    String pool = createPool();
    for (KeyPair each : List.of(MINER, TestNode.key("b"), TestNode.key("c")))
      request(pool, each, MemberRequest.Kind.JOIN, "T" + each);
    register(MINER);
    register(TestNode.key("b"));
    assertHas(scrape(), "pouw_poot_score{of=\"median\"} NaN", "pouw_pool_credited_units 0.0");
    TaskState task = new SettledTask().task();
    node.settled(task);
    while (node.ledger().height() < 20) node.extend();
    economics.scorer().score(node.ledger());
    economics.resources().update(1);
    long units = task.checkpoints().stream().mapToLong(each -> each.content().units()).sum();
    int best =
        api.get("/api/v1/scores")
            .json()
            .getJsonArray("scores")
            .getJsonObject(0)
            .getInteger("value_ppm");
    assertHas(
        scrape(),
        "pouw_workers{status=\"active\"} 2.0",
        "pouw_workers{status=\"offline\"} 0.0",
        "pouw_pools_operated 1.0",
        "pouw_pool_members 3.0",
        // two of three members are registered
        "pouw_pool_health{level=\"degraded\"} 1.0",
        "pouw_pool_credited_units " + (double) units,
        "pouw_poot_score{of=\"max\"} " + best / 1e6,
        "pouw_poot_scores{verdict=\"open\"} 2.0",
        "pouw_resource_alert{resource=\"network\"} 0.0");
    var order = new JsonObject().put("currency", "PAI").put("pot", 1_000);
    api.post("/api/v1/pools/" + pool + "/distributions", order);
    assertHas(scrape(), "pouw_pool_credited_units 0.0");
  }

  @Test
  void payoutsAreInAScrapeByRailAndStatus(@TempDir Path keys) throws Exception {
    var own = new TreeMap<String, String>();
    own.put("keystore", keys.resolve("tron.p12").toString());
    own.put("password_file", Files.writeString(keys.resolve("password"), "x").toString());
    String payer = new TronRail().createKey(OfflineRail.context(own));
    try (PayoutSandbox.Running network = new TronSandbox().start(0, payer, 1_000_000_000)) {
      own.putAll(network.settings());
      own.put("approval_above", "100");
      own.put("daily_limit", "500");
      var settings = new TreeMap<String, String>();
      own.forEach((key, value) -> settings.put("payout.tron." + key, value));
      try (var payouts =
          PayoutService.open(
              economics.sql(),
              name -> Optional.of(new TronRail()),
              settings,
              Signer.of(node.client),
              Optional.empty(),
              InstantSource.system())) {
        node.payBy(payouts);
        List<String> accounts = network.newAccounts(2);
        payouts
            .desk()
            .request(
                List.of(
                    new PayoutRequest("a", "tron", "alice", accounts.get(0), 12_500_000),
                    new PayoutRequest("b", "tron", "bob", accounts.get(1), 100_010_000)),
                "test");
        payouts.rail("tron").engine().turn(true);
        assertHas(
            scrape(),
            "pouw_payouts{rail=\"tron\",status=\"broadcast\"} 1.0",
            "pouw_payouts{rail=\"tron\",status=\"held\"} 1.0",
            "pouw_payout_pending{currency=\"USDT\",rail=\"tron\"} 112.51",
            "pouw_payout_paid{currency=\"USDT\",rail=\"tron\"} 0.0",
            "pouw_payout_daily_used{currency=\"USDT\",rail=\"tron\"} 12.5",
            "pouw_payout_daily_limit{currency=\"USDT\",rail=\"tron\"} 500.0",
            "pouw_payout_retries_total{rail=\"tron\"} 0.0",
            "pouw_payout_failures_total{rail=\"tron\"} 0.0");
      }
    }
  }
}
