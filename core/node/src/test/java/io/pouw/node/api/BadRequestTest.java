package io.pouw.node.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.node.api.ApiCalls.Reply;
import io.vertx.core.Vertx;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not fit the contract gets a clear answer. */
class BadRequestTest {
  private final Vertx vertx = Vertx.vertx();
  private TestNode node;
  private ApiVerticle verticle;
  private ApiCalls api;

  @BeforeEach
  void start(@TempDir Path folder) {
    node = new TestNode(folder);
    var config = new ApiConfig("127.0.0.1", 0, Optional.empty(), 4_096, 1, 4_096);
    verticle = new ApiVerticle(config, node);
    ApiCalls.await(vertx.deployVerticle(verticle));
    api = new ApiCalls(vertx, verticle.port());
  }

  @AfterEach
  void stop() {
    api.close();
    ApiCalls.await(vertx.close());
    node.close();
  }

  private static void assertProblem(int status, String detail, Reply reply) {
    assertEquals(status, reply.status(), new String(reply.body(), StandardCharsets.UTF_8));
    assertEquals("application/problem+json", reply.mediaType());
    assertTrue(reply.detail().contains(detail), reply.detail());
  }

  @Test
  void absurdPagingIsRefusedWithValueAndRange() {
    assertProblem(
        400,
        "limit is '100000', expected an integer from 1 to 100",
        api.get("/api/v1/blocks?limit=100000"));
    assertProblem(
        400, "limit is '0', expected an integer from 1", api.get("/api/v1/blocks?limit=0"));
    assertProblem(
        400, "from is '-1', expected an integer from 0", api.get("/api/v1/blocks?from=-1"));
    assertProblem(400, "limit is 'many', expected an integer", api.get("/api/v1/tasks?limit=many"));
    assertProblem(
        400,
        "from is '99999999999999999999', expected an integer",
        api.get("/api/v1/transactions?from=99999999999999999999"));
  }

  @Test
  void anUnknownParameterIsRefusedWithThoseThatThereAre() {
    assertProblem(
        400,
        "unknown query parameter 'size', expected one of from, limit",
        api.get("/api/v1/blocks?size=3"));
    assertProblem(400, "expected none", api.get("/api/v1/supply?a=1"));
    assertProblem(400, "more than once", api.get("/api/v1/blocks?limit=1&limit=2"));
  }

  @Test
  void aBadNameInThePathIsRefused() {
    assertProblem(400, "block is 'latest', expected", api.get("/api/v1/blocks/latest"));
    assertProblem(400, "id is 'abc', expected", api.get("/api/v1/transactions/abc"));
    assertProblem(400, "status is 'done', expected one of", api.get("/api/v1/tasks?status=done"));
  }

  @Test
  void aPathThatThereIsNotIsRefused() {
    assertProblem(404, "GET /api/v1/nothing is not part", api.get("/api/v1/nothing"));
    var delete = HttpRequest.newBuilder(api.uri("http", "/api/v1/blocks")).DELETE().build();
    assertProblem(405, "not with this method", api.send(delete));
  }

  @Test
  void aBodyThatIsNotJsonIsRefused() {
    assertProblem(
        400, "body", api.post("/api/v1/transactions", "{\"transaction\":", "application/json"));
    assertProblem(415, "text/plain", api.post("/api/v1/transactions", "{}", "text/plain"));
    assertProblem(400, "transaction", api.post("/api/v1/transactions", "{}", "application/json"));
    assertProblem(
        400,
        "surprise",
        api.post(
            "/api/v1/transactions", "{\"transaction\":\"00\",\"surprise\":1}", "application/json"));
  }

  @Test
  void aMissingBodyIsRefused() {
    var request =
        HttpRequest.newBuilder(api.uri("http", "/api/v1/transactions"))
            .POST(BodyPublishers.noBody())
            .build();
    Reply reply = api.send(request);
    assertEquals("application/problem+json", reply.mediaType());
    assertTrue(reply.status() == 400 || reply.status() == 415, "status " + reply.status());
  }

  @Test
  void aBodyOverTheLimitIsRefused() {
    String large = "{\"transaction\":\"" + "00".repeat(4_096) + "\"}";
    assertProblem(413, "4096 bytes", api.post("/api/v1/transactions", large, "application/json"));
  }

  @Test
  void aPageOfAnotherOriginMayNotPost() {
    Reply reply =
        api.post(
            "/api/v1/transactions",
            "{\"transaction\":\"00\"}",
            "application/json",
            "Origin",
            "http://evil.example");
    assertProblem(403, "http://evil.example", reply);
  }

  @Test
  void eventsNeedAWebSocket() {
    assertProblem(426, "Upgrade: websocket", api.get("/api/v1/events"));
    assertProblem(400, "types", api.get("/api/v1/events?types=gossip"));
  }

  @Test
  void aPortInUseIsNamed() {
    var second = new ApiVerticle(ApiConfig.on("127.0.0.1", verticle.port()), node);
    var failure =
        assertThrows(
            IllegalStateException.class, () -> ApiCalls.await(vertx.deployVerticle(second)));
    String message = String.valueOf(failure.getMessage());
    assertTrue(
        message.contains("cannot listen on 127.0.0.1:" + verticle.port())
            && message.contains("another program has the port"),
        message);
  }

  @Test
  void aPortThatIsNoneIsRefused() {
    var failure =
        assertThrows(IllegalArgumentException.class, () -> ApiConfig.on("127.0.0.1", 70_000));
    assertEquals("the API's port is 70000, expected 0 to 65535", failure.getMessage());
  }
}
