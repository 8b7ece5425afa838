package io.pouw.node.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls a running API and holds every answer against the contract. */
final class ApiCalls implements AutoCloseable {
  /** Loading it takes longer than most tests. */
  private static final Map<String, OpenAPIContract> LOADED = new ConcurrentHashMap<>();

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final OpenAPIContract contract;
  private final ResponseValidator validator;

  ApiCalls(Vertx vertx, int port) {
    this.port = port;
    contract = LOADED.computeIfAbsent("contract", name -> await(Contract.load(vertx)));
    validator = ResponseValidator.create(vertx, contract);
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("not done in 20 s", e);
    }
  }

  record Reply(int status, String mediaType, byte[] body) {
    JsonObject json() {
      return Buffer.buffer(body).toJsonObject();
    }

    String detail() {
      return json().getString("detail");
    }
  }

  HttpClient http() {
    return http;
  }

  URI uri(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + port + path);
  }

  Reply get(String path) {
    return checked(path, HttpMethod.GET, send(HttpRequest.newBuilder(uri("http", path)).build()));
  }

  Reply post(String path, JsonObject body) {
    return post(path, body.encode(), "application/json");
  }

  Reply post(String path, String body, String mediaType, String... headers) {
    var request =
        HttpRequest.newBuilder(uri("http", path))
            .header("Content-Type", mediaType)
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) request.headers(headers);
    return checked(path, HttpMethod.POST, send(request.build()));
  }

  Reply send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      return new Reply(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Fails if the contract does not allow this answer to this request. */
  private Reply checked(String path, HttpMethod method, Reply reply) {
    Operation operation = contract.findOperation(path.replaceAll("[?].*", ""), method);
    if (operation == null) return reply;
    validate(operation.getOperationId(), reply);
    return reply;
  }

  void validate(String operation, Reply reply) {
    String mediaType = reply.mediaType().replaceAll(";.*", "");
    // Vert.x has no way to hold plain text against a schema.
    if (mediaType.equals("text/plain")) return;
    await(
        validator.validate(
            ValidatableResponse.create(
                reply.status(),
                Buffer.buffer(reply.body()),
                mediaType.equals(Problem.MEDIA_TYPE) ? "application/json" : mediaType),
            operation));
  }

  @Override
  public void close() {
    // close() would wait for the other side of open WebSockets.
    http.shutdownNow();
  }
}
