package io.pouw.node.cluster;

import io.pouw.node.api.Origins;
import io.pouw.node.api.Problem;
import io.pouw.node.config.NodeConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The operator's API for the outside: takes HTTP and WebSockets and has the full member that signs
 * answer over the cluster's bus, so that no full member needs a port that others reach. While
 * nobody signs, one that stands by answers what only reads.
 */
final class ApiGateway implements AutoCloseable {
  /** WebSockets at once. */
  static final int MOST_STREAMS = 1_024;

  private static final int MAX_URI_BYTES = 4_096;
  private static final int MAX_HEADER_BYTES = 16 * 1_024;
  private static final int MOST_BODY_BYTES_AT_ONCE = 4 * ApiCall.MAX_BODY_BYTES;
  private static final int IDLE_SECONDS = 120;
  private static final long START_SECONDS = 10;

  private final HttpServer server;
  private final GatewayCalls calls;
  private final GatewayStreams streams;
  private long bodyBytes;

  private ApiGateway(ClusterBus bus) {
    var roster = new Roster(bus, this::moved);
    this.calls = new GatewayCalls(bus, roster);
    this.streams = new GatewayStreams(bus, roster);
    this.server =
        bus.vertx()
            .createHttpServer(
                new HttpServerOptions()
                    .setIdleTimeout(IDLE_SECONDS)
                    .setMaxInitialLineLength(MAX_URI_BYTES)
                    .setMaxHeaderSize(MAX_HEADER_BYTES)
                    .setMaxWebSocketMessageSize(StreamFrames.MAX_MESSAGE_BYTES))
            .requestHandler(this::pass);
  }

  /** Serves. Blocks until the port is open. */
  static ApiGateway open(ClusterBus bus, NodeConfig.Endpoint endpoint) {
    var opened = new CompletableFuture<ApiGateway>();
    Context context = bus.vertx().getOrCreateContext();
    context.runOnContext(now -> {
      var gateway = new ApiGateway(bus);
      gateway
          .server
          .listen(endpoint.port(), endpoint.host())
          .onSuccess(listening -> opened.complete(gateway))
          .onFailure(opened::completeExceptionally);
    });
    return opened.orTimeout(START_SECONDS, TimeUnit.SECONDS).join();
  }

  int port() {
    return server.actualPort();
  }

  private void moved() {
    calls.moved();
    streams.moved();
  }

  private void pass(HttpServerRequest request) {
    if (!Origins.permit(request)) {
      refuse(
          request,
          Problem.Kind.FORBIDDEN,
          "the origin '"
              + request.getHeader(HttpHeaders.ORIGIN)
              + "' is not this gateway's; use its own page or no browser");
      return;
    }
    if ("websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
      streams.open(request);
      return;
    }
    long length = length(request);
    if (length > ApiCall.MAX_BODY_BYTES) {
      refuse(
          request,
          Problem.Kind.TOO_LARGE,
          "a body of more than " + ApiCall.MAX_BODY_BYTES + " bytes, or of unknown length");
      return;
    }
    if (bodyBytes + length > MOST_BODY_BYTES_AT_ONCE) {
      refuse(request, Problem.Kind.UNAVAILABLE, "the gateway is busy with large bodies");
      return;
    }
    bodyBytes += length;
    request
        .body()
        .compose(body -> pass(request, body))
        .onComplete(done -> bodyBytes -= length)
        .onSuccess(reply -> answer(request, reply))
        .onFailure(e ->
            refuse(request, Problem.Kind.UNAVAILABLE, "no full member answers: " + e.getMessage()));
  }

  private Future<ApiReply> pass(HttpServerRequest request, Buffer body) {
    return Future.succeededFuture(call(request, body.getBytes())).compose(calls::ask);
  }

  /** The request as it goes on. */
  static ApiCall call(HttpServerRequest request, byte[] body) {
    return new ApiCall(
        request.method().name(),
        request.uri(),
        request.remoteAddress() == null ? "unknown" : request.remoteAddress().hostAddress(),
        Headers.of(request.headers()),
        body);
  }

  /** A body of unknown length is refused, since it could be of any. */
  private static long length(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null)
      return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) ? Long.MAX_VALUE : 0;
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Passes a member's answer on. */
  static void answer(HttpServerRequest request, ApiReply reply) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) return;
    response.setStatusCode(reply.status());
    reply.headers().putInto(response.headers());
    response.end(Buffer.buffer(reply.body()));
  }

  /** Says no in the gateway's own words. */
  static void refuse(HttpServerRequest request, Problem.Kind kind, String detail) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) return;
    response
        .setStatusCode(kind.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(new Problem(kind, detail).toJson().toBuffer());
  }

  @Override
  public void close() {
    server.close();
  }
}
