package io.pouw.node.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The API of one of the demo's nodes, asked as its operator would from outside. Calls block. */
final class DemoApi implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FIRST_ERROR = 400;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String node;

  DemoApi(int port) {
    this.node = "http://127.0.0.1:" + port + "/";
  }

  JsonObject get(String path) throws IOException, InterruptedException {
    return new JsonObject(text("api/v1/" + path));
  }

  /** What is not JSON; the path from the root. */
  String text(String path) throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(URI.create(node + path)).GET());
  }

  JsonObject post(String path, JsonObject body) throws IOException, InterruptedException {
    return new JsonObject(
        answer(
            HttpRequest.newBuilder(URI.create(node + "api/v1/" + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()))));
  }

  private String answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    if (answer.statusCode() >= FIRST_ERROR)
      throw new IOException(answer.uri() + " answered " + answer.body());
    return answer.body();
  }

  @Override
  public void close() {
    http.close();
  }
}
