package io.pouw.node.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.node.api.ApiCalls.Reply;
import io.pouw.security.audit.AuditAction;
import io.pouw.security.audit.AuditEntry;
import io.pouw.security.audit.AuditEvent;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which calls are audited, what is written of them, and who may read it. */
class AuditApiTest {
  private static final String TOKEN = "a-token-of-some-length";
  private static final String TURNS = "/api/v1/payouts/turns";
  private static final String LOG = "/api/v1/security/audit";

  private final Vertx vertx = Vertx.vertx();
  private TestNode node;
  private ApiCalls api;

  @BeforeEach
  void start(@TempDir Path folder) {
    node = new TestNode(folder);
    var verticle =
        new ApiVerticle(ApiConfig.on("127.0.0.1", 0).withToken(Optional.of(TOKEN)), node);
    ApiCalls.await(vertx.deployVerticle(verticle));
    api = new ApiCalls(vertx, verticle.port());
  }

  @AfterEach
  void stop() {
    api.close();
    ApiCalls.await(vertx.close());
    node.close();
  }

  /** Once the API has answered another call: it writes down a call as soon as it is answered. */
  private List<AuditEntry> entries() {
    assertEquals(200, api.get("/api/v1/supply").status());
    return node.audit(0, 1_000).entries();
  }

  private AuditEntry only() {
    List<AuditEntry> entries = entries();
    assertEquals(1, entries.size(), entries::toString);
    return entries.getFirst();
  }

  private Reply elsewhere(String method, String path, String... headers) {
    var request =
        HttpRequest.newBuilder(api.uri("http", path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString("{\"rail\":\"tron\"}"));
    if (headers.length > 0) request.headers(headers);
    if (!List.of(headers).contains("Via")) request.header("X-Forwarded-For", "203.0.113.9");
    return api.send(request.build());
  }

  @Test
  void aCallThatChangesSomethingIsAuditedWithItsStatusAndOneThatReadsIsNot() {
    assertEquals(200, api.get("/api/v1/blocks").status());
    assertEquals(
        400, api.post("/api/v1/transactions", new JsonObject().put("transaction", "00")).status());
    AuditEntry entry = only();
    assertEquals("api.change", entry.action());
    assertEquals("127.0.0.1, no token", entry.actor());
    assertEquals("POST /api/v1/transactions", entry.subject());
    assertEquals("status 400", entry.outcome());
  }

  @Test
  void whatTheOperatorDoesIsAuditedAsHis() {
    assertEquals(404, elsewhere("POST", TURNS, "Authorization", "Bearer " + TOKEN).status());
    AuditEntry entry = only();
    assertEquals("api.operate", entry.action());
    assertEquals("127.0.0.1, token matches, for 203.0.113.9", entry.actor());
    assertEquals("status 404", entry.outcome());
  }

  @Test
  void aMalformedCallOfAStrangerIsNotTheOperators() {
    assertEquals(400, elsewhere("POST", "/api/v1/tasks").status());
    assertEquals(400, elsewhere("POST", TURNS + "?a=b").status());
    for (AuditEntry each : entries()) assertEquals("api.change", each.action());
  }

  @Test
  void aCallThatIsRefusedIsAuditedWithWhatWasWrong() {
    assertEquals(403, elsewhere("POST", TURNS).status());
    assertEquals(403, elsewhere("GET", LOG, "Authorization", "Bearer guessed").status());
    List<AuditEntry> entries = entries();
    assertEquals("api.refused", entries.get(0).action());
    assertEquals("127.0.0.1, no token, for 203.0.113.9", entries.get(0).actor());
    assertEquals("127.0.0.1, wrong token, for 203.0.113.9", entries.get(1).actor());
    assertEquals("GET " + LOG, entries.get(1).subject());
    assertEquals("status 403", entries.get(1).outcome());
  }

  @Test
  void whatAProxySaysOfItsClientHidesNothing() {
    String made = "1.2.3.4, token matches" + "x".repeat(1_000);
    elsewhere("POST", TURNS, "Via", made);
    String actor = only().actor();
    assertTrue(actor.startsWith("127.0.0.1, no token, for "), actor);
    assertEquals(AuditEntry.MAX_ACTOR, actor.length());
  }

  @Test
  void noTokenAndNoQueryOrBodyEverStandsInAnEntry() {
    elsewhere("POST", "/api/v1/tasks", "Authorization", "Bearer " + TOKEN);
    elsewhere("POST", "/api/v1/tasks", "Authorization", "Bearer guessed-by-mallory");
    elsewhere("POST", "/api/v1/" + TOKEN + "?token=" + TOKEN + "&password=sesame");
    elsewhere("DELETE", "/api/v1/tasks", "Via", "1.1 " + TOKEN);
    api.post("/api/v1/transactions", new JsonObject().put("transaction", "5e5a4e"));
    String all = entries().toString();
    for (String secret : List.of(TOKEN, "guessed-by-mallory", "sesame", "5e5a4e", "Bearer"))
      assertFalse(all.contains(secret), all);
    assertTrue(all.contains("POST /api/v1/***"), all);
    assertTrue(all.contains("DELETE /api/v1/tasks"), all);
  }

  @Test
  void heartbeatsOfWorkersAreRoutine() {
    JsonObject beat =
        new JsonObject()
            .put("number", 1)
            .put("cpu_ppm", 0)
            .put("memory_ppm", 0)
            .put("disk_ppm", 0)
            .put("network_bytes", 0)
            .put("active_units", 0)
            .put("signature", "00".repeat(64));
    String worker = "/api/v1/workers/" + node.clientAddress();
    assertEquals(404, api.post(worker + "/heartbeats", beat).status());
    assertEquals(List.of(), entries());
  }

  @Test
  void theLogIsReadInPagesAsTheContractSays() {
    for (int i = 0; i < 5; i++)
      node.audited(new AuditEvent(AuditAction.NODE_START, "node", "start " + i, ""));
    JsonObject first = api.get(LOG + "?limit=2").json();
    assertEquals(2, first.getJsonArray("entries").size());
    assertEquals(0, first.getInteger("first"));
    assertEquals(5, first.getInteger("count"));
    assertEquals(2, first.getInteger("next"));
    JsonObject last = api.get(LOG + "?from=4").json();
    JsonObject entry = last.getJsonArray("entries").getJsonObject(0);
    assertEquals("start 4", entry.getString("subject"));
    assertEquals(last.getString("head"), entry.getString("hash"));
    assertFalse(last.containsKey("next"));
    assertEquals(400, api.get(LOG + "?from=-1").status());
  }

  @Test
  void theLogIsForTheOperatorAlone() {
    Reply refused = elsewhere("GET", LOG);
    assertEquals(403, refused.status());
    assertTrue(
        refused.detail().startsWith("this is for the node's operator: ask"), refused.detail());
    assertEquals(200, elsewhere("GET", LOG, "Authorization", "Bearer " + TOKEN).status());
    assertEquals(200, api.get(LOG).status());
  }
}
