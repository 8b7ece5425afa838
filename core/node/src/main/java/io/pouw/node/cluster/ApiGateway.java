package io.pouw.node.cluster;

import io.pouw.node.config.NodeConfig;
import io.pouw.primitives.Decoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The operator's API for the outside: takes HTTP and has a full member answer over the cluster's
 * bus, so that no full member needs a port that others reach. The stream of events (WebSocket) is
 * not passed on.
 */
final class ApiGateway implements AutoCloseable {
  private static final long ANSWER_MS = 30_000;
  private static final long START_SECONDS = 10;

  private final ClusterBus bus;
  private final HttpServer server;

  private ApiGateway(ClusterBus bus, NodeConfig.Endpoint endpoint) {
    this.bus = bus;
    this.server = bus.vertx().createHttpServer().requestHandler(this::pass);
    server
        .listen(endpoint.port(), endpoint.host())
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(START_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  /** Serves. Blocks until the port is open. */
  static ApiGateway open(ClusterBus bus, NodeConfig.Endpoint endpoint) {
    return new ApiGateway(bus, endpoint);
  }

  int port() {
    return server.actualPort();
  }

  private void pass(HttpServerRequest request) {
    if (length(request) > ApiCall.MAX_BODY_BYTES) {
      request.response().setStatusCode(413).end();
      return;
    }
    request
        .body()
        .compose(body ->
            bus.ask(
                Wire.API,
                new ApiCall(
                        request.method().name(),
                        request.uri(),
                        header(request, HttpHeaders.AUTHORIZATION),
                        header(request, HttpHeaders.CONTENT_TYPE),
                        body.getBytes())
                    .toBytes(),
                ANSWER_MS))
        .onSuccess(reply -> answer(request, Decoder.whole(reply, ApiReply::decode)))
        .onFailure(e ->
            request
                .response()
                .setStatusCode(503)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                .end("no full member answers: " + e.getMessage() + "\n"));
  }

  /** A body of unknown length is refused, since it could be of any. */
  private static long length(HttpServerRequest request) {
    String length = header(request, HttpHeaders.CONTENT_LENGTH);
    if (length.isEmpty())
      return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) ? Long.MAX_VALUE : 0;
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private static String header(HttpServerRequest request, CharSequence name) {
    return Optional.ofNullable(request.getHeader(name)).orElse("");
  }

  private static void answer(HttpServerRequest request, ApiReply reply) {
    var response = request.response().setStatusCode(reply.status());
    if (!reply.type().isEmpty()) response.putHeader(HttpHeaders.CONTENT_TYPE, reply.type());
    response.end(Buffer.buffer(reply.body()));
  }

  @Override
  public void close() {
    server.close();
  }
}
