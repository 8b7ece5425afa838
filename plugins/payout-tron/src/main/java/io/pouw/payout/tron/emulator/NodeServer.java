package io.pouw.payout.tron.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the HTTP API on the loopback interface, every request on a virtual thread. */
final class NodeServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BODY = 2 << 20;
  private static final int BACKLOG = 256;

  private final NodeApi api;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  NodeServer(Chain chain, Rules rules, Queue<Fault> faults, int port) {
    this.api = new NodeApi(chain, rules, faults);
    // Otherwise each answer waits 40 ms for the acknowledgement of its header.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " cannot be opened", e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
      Reply reply =
          body.length > MAX_BODY ? new Reply(413, error("too big")) : reply(exchange, body);
      byte[] bytes = JSON.writeValueAsBytes(reply.body());
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private record Reply(int status, ObjectNode body) {}

  private Reply reply(HttpExchange exchange, byte[] body) {
    try {
      JsonNode request = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
      return api.answer(exchange.getRequestURI().getPath(), request)
          .map(answer -> new Reply(200, answer))
          .orElseGet(() -> new Reply(404, error("not found")));
    } catch (NodeApi.Unavailable e) {
      return new Reply(503, error("service unavailable"));
    } catch (IOException | RuntimeException e) {
      return new Reply(200, error(e.getClass().getSimpleName() + " : " + e.getMessage()));
    }
  }

  private static ObjectNode error(String message) {
    return JSON.createObjectNode().put("Error", message);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
