package io.pouw.node.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.node.api.ApiConfig;
import io.pouw.node.api.ApiVerticle;
import io.pouw.node.api.NodeEvents;
import io.pouw.node.api.StreamClient;
import io.pouw.node.api.TestNode;
import io.pouw.node.config.NodeConfig;
import io.pouw.primitives.Hash;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A gateway and two full members in one JVM, over real sockets; each full member serves the API of
 * a node. The order matters where members take over from each other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(90)
class GatewayTest {
  private static final ClusterSecret SECRET = ClusterSecret.of("0123456789abcdef0123456789abcdef");
  private static final String TOKEN = "of an operator, long enough to be one";
  private static final int STREAM_BUFFER = 64 << 10;

  /** Whose answers have the time or a count of requests in them. */
  private static final Set<String> CHANGING = Set.of("/api/v1/node/status", "/metrics");

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Full a;
  private Full b;
  private ApiGateway gateway;
  private URI through;

  /** A full member, as far as a gateway can tell. */
  private static final class Full {
    final Vertx vertx = Vertx.vertx();
    final TestNode node;
    final ClusterBus bus;
    final Herald herald;
    final int port;

    Full(String name, Path folder, int port, int known) throws Exception {
      node = new TestNode(folder.resolve(name));
      var config = new ApiConfig("127.0.0.1", 0, Optional.of(TOKEN), 1 << 20, 4, STREAM_BUFFER);
      var api = new ApiVerticle(config, node);
      vertx.deployVerticle(api).await(20, TimeUnit.SECONDS);
      this.port = api.port();
      ClusterSettings settings = full(name, port, known);
      bus = ClusterBus.join(settings, SECRET);
      herald = new Herald(bus, settings, 0, () -> 0);
      ApiService.serve(
          bus, true, () -> Optional.of(SocketAddress.inetSocketAddress(api.port(), "127.0.0.1")));
    }

    private static ClusterSettings full(String name, int port, int known) {
      ClusterSettings like = ClusterBusTest.settings(name, port, known);
      return new ClusterSettings(
          MemberKind.FULL,
          name,
          like.host(),
          like.port(),
          like.isPortFree(),
          like.discovery(),
          like.secretFile(),
          1,
          like.lease(),
          Optional.empty());
    }

    void publish(String type, String text) {
      NodeEvents.publish(
          vertx.eventBus(), node.eventAddress(), type, 7, new JsonObject().put("text", text));
    }

    void leave() throws Exception {
      bus.close();
      vertx.close().await(20, TimeUnit.SECONDS);
      node.close();
    }
  }

  @BeforeAll
  void join(@TempDir Path folder) throws Exception {
    int port = ClusterBusTest.freePort();
    a = new Full("a", folder, port, port);
    open.add(a::leave);
    b = new Full("b", folder, ClusterBusTest.freePort(), port);
    open.add(b::leave);
    b.node.extend();
    ClusterBus bus =
        ClusterBus.join(ClusterBusTest.settings("g", ClusterBusTest.freePort(), port), SECRET);
    open.add(bus);
    gateway = ApiGateway.open(bus, new NodeConfig.Endpoint("127.0.0.1", 0));
    through = URI.create("http://127.0.0.1:" + gateway.port());
  }

  @AfterAll
  void leave() throws Exception {
    http.shutdownNow();
    for (AutoCloseable each : open.reversed()) each.close();
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private URI direct() {
    return URI.create("http://127.0.0.1:" + a.port);
  }

  private HttpResponse<String> ask(URI server, String method, String path, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .method(
                method,
                method.equals("GET")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString("{}"));
    if (!method.equals("GET")) request.header("Content-Type", "application/json");
    if (headers.length > 0) request.headers(headers);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private StreamClient stream(URI server, String query, StreamClient client, String... headers) {
    var builder = http.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) builder.header(headers[i], headers[i + 1]);
    builder
        .buildAsync(
            URI.create(server.toString().replace("http:", "ws:") + "/api/v1/events" + query),
            client)
        .join();
    return client;
  }

  private long height() throws Exception {
    var answer = ask(through, "GET", "/api/v1/system/status");
    assertEquals(200, answer.statusCode(), answer::body);
    return new JsonObject(answer.body()).getLong("height");
  }

  @Test
  @Order(1)
  void whoStandsByAnswersWhatOnlyReadsUntilSomebodySigns() throws Exception {
    b.herald.become(MemberState.STANDS_BY);
    assertEquals(1, height());
    a.herald.sign(1);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (height() != 0) assertTrue(System.nanoTime() < deadline, "b goes on answering");
  }

  /** Every operation of the contract, with what its path needs, and with a query that it knows. */
  private Map<String, String> operations() throws IOException {
    var operations = new TreeMap<String, String>();
    try (InputStream in = getClass().getResourceAsStream("/openapi.yaml")) {
      Map<String, Map<String, Map<String, Object>>> contract =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      contract
          .getOrDefault("paths", Map.of())
          .forEach((path, methods) -> {
            String filled =
                path.replace("{address}", a.node.clientAddress())
                    .replace("{id}", Hash.sha256(new byte[] {1}).toString())
                    .replace("{distribution}", "1")
                    .replace("{block}", "0")
                    .replace("{type}", "neural");
            for (String method : methods.keySet())
              operations.put(filled + " " + method.toUpperCase(java.util.Locale.ROOT), filled);
          });
    }
    return operations;
  }

  @Test
  @Order(2)
  void everyOperationAnswersThroughTheGatewayAsItDoesOnTheMember() throws Exception {
    Map<String, String> operations = operations();
    assertTrue(operations.size() > 40, operations::toString);
    for (Map.Entry<String, String> each : operations.entrySet()) {
      String path = each.getValue();
      assertFalse(path.contains("{"), path);
      String method = each.getKey().substring(path.length() + 1);
      var expected = ask(direct(), method, path, "Authorization", "Bearer " + TOKEN);
      var answer = ask(through, method, path, "Authorization", "Bearer " + TOKEN);
      assertEquals(expected.statusCode(), answer.statusCode(), each.getKey());
      assertEquals(
          expected.headers().firstValue("content-type"),
          answer.headers().firstValue("content-type"),
          each.getKey());
      assertEquals(
          expected.headers().firstValue("cache-control"),
          answer.headers().firstValue("cache-control"),
          each.getKey());
      if (!CHANGING.contains(path) && !path.endsWith("/challenges"))
        assertEquals(expected.body(), answer.body(), each.getKey());
    }
  }

  @Test
  @Order(2)
  void whoeverComesThroughTheGatewayNeedsTheTokenForWhatTheNodePays() throws Exception {
    var request =
        HttpRequest.newBuilder(through.resolve("/api/v1/payouts/turns"))
            .header("Content-Type", "application/json")
            // Whoever says himself for whom he asks is not believed.
            .header("X-Forwarded-For", "127.0.0.1")
            .POST(HttpRequest.BodyPublishers.ofString("{\"rail\":\"ledger\"}"));
    var refused = http.send(request.build(), BodyHandlers.ofString());
    assertEquals(403, refused.statusCode(), refused::body);
    var known =
        http.send(
            request.header("Authorization", "Bearer " + TOKEN).build(), BodyHandlers.ofString());
    assertEquals(404, known.statusCode(), known::body);
  }

  @Test
  @Order(2)
  void eventsComeThroughTheGatewayInOrderAndOnlyThoseThatWereAskedFor() throws Exception {
    // A page that the gateway has served.
    var client =
        stream(through, "?types=mint,slash", new StreamClient(true), "Origin", through.toString());
    a.publish(NodeEvents.BLOCK, "no");
    for (int i = 0; i < 500; i++)
      a.publish(i % 2 == 0 ? NodeEvents.MINT : NodeEvents.SLASH, "" + i);
    for (int i = 0; i < 500; i++)
      assertEquals("" + i, client.next().getJsonObject("data").getString("text"));
    assertEquals(0, client.waiting());
  }

  @Test
  @Order(2)
  void aStreamThatTheMemberRefusesIsRefusedByTheGateway() throws Exception {
    assertEquals(400, handshake("?types=gossip"));
    assertEquals(400, handshake("?typos=mint"));
    assertEquals(403, handshake("", "Origin", "http://evil.example"));
    assertEquals(426, ask(through, "GET", "/api/v1/events").statusCode());
    assertEquals(
        403, ask(through, "POST", "/api/v1/tasks", "Origin", "http://evil.example").statusCode());
    assertEquals(
        400,
        ask(through, "POST", "/api/v1/transactions", "Origin", through.toString()).statusCode());
  }

  private int handshake(String query, String... headers) {
    var refusal =
        assertThrows(
            CompletionException.class,
            () -> stream(through, query, new StreamClient(true), headers));
    return refusal.getCause() instanceof WebSocketHandshakeException refused
        ? refused.getResponse().statusCode()
        : 0;
  }

  @Test
  @Order(2)
  void aClientThatDoesNotReadIsDroppedAndOthersHearEverything() throws Exception {
    var asleep = new StreamClient(false);
    var socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + gateway.port() + "/api/v1/events"), asleep)
            .join();
    var awake = stream(through, "?types=alert", new StreamClient(true));
    String large = "y".repeat(100_000);
    for (int i = 0; i < 200; i++) {
      a.publish(NodeEvents.BLOCK, large);
      a.publish(NodeEvents.ALERT, "turn " + i);
      assertEquals("turn " + i, awake.next().getJsonObject("data").getString("text"));
    }
    socket.request(Long.MAX_VALUE);
    assertEquals(
        "4008 too slow: the event buffer is full", asleep.closed.get(20, TimeUnit.SECONDS));
    assertTrue(asleep.waiting() < 200, asleep.waiting() + " events were kept for it");
  }

  @Test
  @Order(3)
  void clientsStayConnectedWhenAnotherMemberSigns() throws Exception {
    var client = stream(through, "", new StreamClient(true));
    a.publish(NodeEvents.ALERT, "of a");
    assertEquals("of a", client.next().getJsonObject("data").getString("text"));
    // a does not know yet, as if it had been paused
    b.herald.sign(2);
    hears(b, client);
    assertEquals(1, height());
    assertFalse(client.closed.isDone());
    a.publish(NodeEvents.ALERT, "too late");
    b.publish(NodeEvents.ALERT, "of b");
    var next = client.next();
    while (next.getJsonObject("data").getString("text").equals("again")) next = client.next();
    assertEquals("of b", next.getJsonObject("data").getString("text"));
  }

  @Test
  @Order(4)
  void clientsStayConnectedWhenTheSignerIsGone() throws Exception {
    var client = stream(through, "", new StreamClient(true));
    b.publish(NodeEvents.ALERT, "of b");
    assertEquals("of b", client.next().getJsonObject("data").getString("text"));
    // As a member leaves: first its node, then the cluster.
    b.vertx.close().await(20, TimeUnit.SECONDS);
    b.bus.close();
    a.herald.sign(3);
    hears(a, client);
    assertEquals(0, height());
    assertFalse(client.closed.isDone());
  }

  /** Publishes until the client hears it: a stream is joined anew in its own time. */
  private static void hears(Full member, StreamClient client) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    do {
      assertTrue(System.nanoTime() < deadline, "the stream does not go on");
      assertFalse(client.closed.isDone(), () -> "closed: " + client.closed.join());
      member.publish(NodeEvents.ALERT, "again");
    } while (!client.hears(50));
  }
}
