package io.pouw.node.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStreamTest {
  private static final int BUFFER_BYTES = 8_192;

  private final Vertx vertx = Vertx.vertx();
  private TestNode node;
  private ApiCalls api;
  private String deployment;

  @BeforeEach
  void start(@TempDir Path folder) {
    node = new TestNode(folder);
    var config = new ApiConfig("127.0.0.1", 0, Optional.empty(), 4_096, 2, BUFFER_BYTES);
    var verticle = new ApiVerticle(config, node);
    deployment = ApiCalls.await(vertx.deployVerticle(verticle));
    api = new ApiCalls(vertx, verticle.port());
  }

  @AfterEach
  void stop() {
    api.close();
    ApiCalls.await(vertx.close());
    node.close();
  }

  private WebSocket connect(String query, StreamClient client) {
    return api.http()
        .newWebSocketBuilder()
        .buildAsync(api.uri("ws", "/api/v1/events" + query), client)
        .join();
  }

  private void publish(String type, String text) {
    NodeEvents.publish(
        vertx.eventBus(), node.eventAddress(), type, 7, new JsonObject().put("text", text));
  }

  @Test
  void aSubscriberGetsEveryEventInOrder() throws InterruptedException {
    var client = new StreamClient(true);
    connect("", client);
    for (String type : NodeEvents.TYPES) publish(type, "x");
    for (String type : NodeEvents.TYPES) {
      JsonObject event = client.next();
      assertEquals(type, event.getString("type"));
      assertEquals(7, event.getLong("height"));
    }
  }

  @Test
  void aSubscriberGetsOnlyTheTypesThatItAskedFor() throws InterruptedException {
    var client = new StreamClient(true);
    connect("?types=mint,slash", client);
    publish(NodeEvents.BLOCK, "no");
    publish(NodeEvents.SLASH, "first");
    publish(NodeEvents.ROUND, "no");
    publish(NodeEvents.MINT, "second");
    assertEquals("first", client.next().getJsonObject("data").getString("text"));
    assertEquals("second", client.next().getJsonObject("data").getString("text"));
  }

  @Test
  void aSubscriberThatDoesNotReadIsDropped() throws Exception {
    var sleeper = new StreamClient(false);
    WebSocket asleep = connect("", sleeper);
    var awake = new StreamClient(true);
    connect("?types=alert", awake);
    String large = "y".repeat(100_000);
    for (int i = 0; i < 200; i++) {
      publish(NodeEvents.BLOCK, large);
      publish(NodeEvents.ALERT, "turn " + i);
      awake.next();
    }
    asleep.request(Long.MAX_VALUE);
    assertEquals(
        "4008 too slow: the event buffer is full", sleeper.closed.get(20, TimeUnit.SECONDS));
    assertTrue(sleeper.texts.size() < 200, sleeper.texts.size() + " events were kept for it");
  }

  @Test
  void oneSubscriberTooManyIsRefused() {
    connect("", new StreamClient(true));
    connect("", new StreamClient(true));
    var refusal =
        assertThrows(CompletionException.class, () -> connect("", new StreamClient(true)));
    assertEquals(503, handshake(refusal));
  }

  private static int handshake(CompletionException refusal) {
    return refusal.getCause() instanceof WebSocketHandshakeException handshake
        ? handshake.getResponse().statusCode()
        : 0;
  }

  @Test
  void anUnknownTypeIsRefusedBeforeTheUpgrade() {
    var refusal =
        assertThrows(
            CompletionException.class,
            () -> connect("?types=block,gossip", new StreamClient(true)));
    assertEquals(400, handshake(refusal));
  }

  @Test
  void subscribersAreToldThatTheNodeStops() throws Exception {
    var client = new StreamClient(true);
    connect("", client);
    ApiCalls.await(vertx.undeploy(deployment));
    assertEquals("1001 the node stops", client.closed.get(10, TimeUnit.SECONDS));
  }
}
