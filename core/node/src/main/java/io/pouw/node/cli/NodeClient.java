package io.pouw.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A node's HTTP API as commands ask it.
 *
 * @param base such as {@code http://127.0.0.1:8080}
 * @param token the API token, where the node is another machine's
 */
record NodeClient(String base, Optional<String> token) {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The bytes that a GET answers. */
  byte[] get(String path) throws IOException, InterruptedException {
    return send(path, request(path).GET());
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return JSON.readTree(get(path));
  }

  /** The answer to a POST. */
  JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    return JSON.readTree(
        send(
            path,
            request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))));
  }

  private HttpRequest.Builder request(String path) {
    var builder = HttpRequest.newBuilder(uri(path)).timeout(LIMIT);
    token.ifPresent(each -> builder.header("Authorization", "Bearer " + each));
    return builder;
  }

  private URI uri(String path) {
    return URI.create((base.endsWith("/") ? base : base + "/") + "api/v1/" + path);
  }

  private byte[] send(String path, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      var answer = http.send(request.build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() / 100 == 2) return answer.body();
      throw new IOException(
          "%s answers %d: %s"
              .formatted(
                  uri(path),
                  answer.statusCode(),
                  new String(answer.body(), StandardCharsets.UTF_8)));
    } catch (ConnectException e) {
      throw new IOException("no node answers on " + base + ": give its API with --node", e);
    }
  }
}
