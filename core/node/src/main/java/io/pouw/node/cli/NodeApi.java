package io.pouw.node.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pouw.ledger.Transaction;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/** The HTTP API of a running node, as a command asks it. Calls block. */
final class NodeApi implements AutoCloseable {
  /** Where a node serves its API unless it is configured otherwise. */
  static final String DEFAULT = "http://127.0.0.1:8080";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int NOT_FOUND = 404;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String node;

  NodeApi(String node) {
    this.node = node.endsWith("/") ? node : node + "/";
  }

  /**
   * The answer to a request.
   *
   * @param path below {@code api/v1/}
   * @throws IOException with the node's own words if it gives none
   */
  byte[] bytes(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = send(request(path).GET().build());
    if (answer.statusCode() != OK) throw refused(answer);
    return answer.body();
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return JSON.readTree(bytes(path));
  }

  /** The same, or nothing if the node knows no such thing. */
  Optional<JsonNode> find(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = send(request(path).GET().build());
    if (answer.statusCode() == NOT_FOUND) return Optional.empty();
    if (answer.statusCode() != OK) throw refused(answer);
    return Optional.of(JSON.readTree(answer.body()));
  }

  /**
   * Hands a signed transaction in.
   *
   * @return its id
   * @throws IOException with the reason if the node does not take it
   */
  Hash submit(Transaction transaction) throws IOException, InterruptedException {
    String body =
        JSON.createObjectNode()
            .put("transaction", HexFormat.of().formatHex(transaction.toBytes()))
            .toString();
    HttpResponse<byte[]> answer =
        send(
            request("transactions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    if (answer.statusCode() != ACCEPTED) throw refused(answer);
    return transaction.id();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(node + "api/v1/" + path)).timeout(PATIENCE);
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (ConnectException e) {
      throw new IOException("no node answers on " + node + ": give its API with --node", e);
    }
  }

  private static IOException refused(HttpResponse<byte[]> answer) {
    return new IOException(
        "%s answers %d: %s".formatted(answer.uri(), answer.statusCode(), detail(answer.body())));
  }

  private static String detail(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    try {
      return JSON.readTree(text).path("detail").asText(text);
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
