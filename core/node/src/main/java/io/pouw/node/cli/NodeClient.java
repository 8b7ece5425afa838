package io.pouw.node.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Asks a node's API; part of the commands that do. */
final class NodeClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Option(
      names = "--node",
      paramLabel = "URL",
      description = "a node's API (default http://127.0.0.1:8080)")
  private String node = "http://127.0.0.1:8080";

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "the node's API token, for what only its operator may")
  private String token = "";

  @Option(names = "--json", description = "print the node's answer as JSON")
  private boolean json;

  /** Whether the answer itself is wanted. */
  boolean wantsJson() {
    return json;
  }

  JsonObject get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  JsonObject post(String path, JsonObject body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode()))
            .build());
  }

  /** Without a body. */
  JsonObject post(String path) throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.noBody()).build());
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(URI.create(node + "/api/v1/" + path)).timeout(TIMEOUT);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private JsonObject send(HttpRequest request) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      var response = http.send(request, BodyHandlers.ofString());
      JsonObject body = parsed(response.body());
      if (response.statusCode() >= 400)
        throw new IOException(
            body.getString("detail", node + " answered " + response.statusCode()));
      return body;
    } catch (java.net.ConnectException e) {
      throw new IOException(
          "no node answers at " + node + ": start one with --api-port, or give --node", e);
    }
  }

  private JsonObject parsed(String body) throws IOException {
    try {
      return new JsonObject(body);
    } catch (DecodeException e) {
      throw new IOException(node + " is no PoUW node: it did not answer with JSON", e);
    }
  }
}
