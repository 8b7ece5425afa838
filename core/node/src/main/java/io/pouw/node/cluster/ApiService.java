package io.pouw.node.cluster;

import io.pouw.node.api.Problem;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks this member's own API what gateways want to know, and holds the streams that their clients
 * open. What it asks carries a {@code Forwarded} header, so that the API does not take a gateway's
 * client for somebody on this machine. On the event loop of the cluster's Vert.x.
 */
final class ApiService {
  private static final byte[] TAKEN = new byte[0];

  private final ClusterBus bus;
  private final HttpClient client;
  private final WebSocketClient sockets;
  private final boolean isServed;
  private final Supplier<Optional<SocketAddress>> api;
  private final Map<String, StreamEnd> streams = new HashMap<>();

  private ApiService(ClusterBus bus, boolean isServed, Supplier<Optional<SocketAddress>> api) {
    this.bus = bus;
    this.isServed = isServed;
    this.api = api;
    this.client = bus.vertx().createHttpClient();
    this.sockets =
        bus.vertx()
            .createWebSocketClient(
                new WebSocketClientOptions()
                    .setMaxConnections(ApiGateway.MOST_STREAMS)
                    .setMaxMessageSize(StreamFrames.MAX_MESSAGE_BYTES));
  }

  /**
   * Answers gateways from now on.
   *
   * @param isServed whether this member has an API at all
   * @param api where it is served now; empty while the node starts or stops
   */
  static void serve(ClusterBus bus, boolean isServed, Supplier<Optional<SocketAddress>> api) {
    bus.vertx()
        .getOrCreateContext()
        .runOnContext(now -> {
          var service = new ApiService(bus, isServed, api);
          bus.answer(Wire.api(bus.memberId()), service::answer);
          bus.answer(Wire.stream(bus.memberId()), service::open);
          bus.answer(Wire.frames(bus.memberId()), service::take);
        });
  }

  private Future<byte[]> answer(byte[] question) {
    ApiCall call;
    try {
      call = Decoder.whole(question, ApiCall::decode);
    } catch (CodecException | IllegalArgumentException e) {
      return Future.failedFuture("no call: " + e.getMessage());
    }
    Optional<SocketAddress> address = api.get();
    if (address.isEmpty()) return notServed();
    var options = new RequestOptions().setMethod(HttpMethod.valueOf(call.method()));
    return client
        .request(to(address.get(), call, options))
        .compose(request -> request.send(Buffer.buffer(call.body())))
        .compose(ApiService::reply)
        .map(ApiReply::toBytes);
  }

  private static Future<ApiReply> reply(HttpClientResponse response) {
    return response
        .body()
        .map(body ->
            body.length() > ApiReply.MAX_BODY_BYTES
                ? refusal(
                    "an answer of %d bytes, over the %d that a gateway passes on: ask the member"
                        .formatted(body.length(), ApiReply.MAX_BODY_BYTES))
                : new ApiReply(
                    response.statusCode(), Headers.of(response.headers()), body.getBytes()));
  }

  private static <T extends RequestOptions> T to(SocketAddress api, ApiCall call, T options) {
    options.setHost(api.host()).setPort(api.port()).setURI(call.target());
    options.addHeader("Forwarded", "for=\"" + call.client() + "\"");
    call.headers().all().forEach(each -> options.addHeader(each.getKey(), each.getValue()));
    return options;
  }

  private Future<byte[]> notServed() {
    return isServed
        ? Future.failedFuture(new ClusterBus.NotNow("the member's node is starting or stopping"))
        : Future.succeededFuture(
            refusal("this full member serves no API: start full members with --api-port")
                .toBytes());
  }

  static ApiReply refusal(String detail) {
    var problem = new Problem(Problem.Kind.UNAVAILABLE, detail);
    return new ApiReply(
        problem.kind().status(),
        new Headers(List.of(Map.entry("Content-Type", Problem.MEDIA_TYPE))),
        problem.toJson().toBuffer().getBytes());
  }

  private Future<byte[]> open(byte[] question) {
    StreamOpening wanted;
    try {
      wanted = Decoder.whole(question, StreamOpening::decode);
    } catch (CodecException | IllegalArgumentException e) {
      return Future.failedFuture("no opening of a stream: " + e.getMessage());
    }
    Optional<SocketAddress> address = api.get();
    if (address.isEmpty()) return notServed();
    var options = new WebSocketConnectOptions().setAllowOriginHeader(false);
    return sockets
        .connect(to(address.get(), wanted.call(), options))
        .map(socket -> opened(wanted, socket))
        .recover(ApiService::refused)
        .map(ApiReply::toBytes);
  }

  private ApiReply opened(StreamOpening wanted, WebSocket socket) {
    var end = new StreamEnd(bus, socket, wanted.gateway(), wanted.stream());
    end.onLost(() -> end.close(StreamEnd.GOING_AWAY, "the gateway is gone"));
    streams.put(wanted.stream(), end);
    socket.closeHandler(closed -> {
      streams.remove(wanted.stream());
      end.end();
    });
    return new ApiReply(ApiReply.OPENED, new Headers(List.of()), new byte[0]);
  }

  private static Future<ApiReply> refused(Throwable failure) {
    if (!(failure instanceof UpgradeRejectedException rejected))
      return Future.failedFuture(failure);
    @Nullable Buffer body = rejected.getBody();
    return Future.succeededFuture(
        new ApiReply(
            rejected.getStatus(),
            Headers.of(rejected.getHeaders()),
            body == null ? new byte[0] : body.getBytes()));
  }

  private Future<byte[]> take(byte[] question) {
    StreamFrames said;
    try {
      said = Decoder.whole(question, StreamFrames::decode);
    } catch (CodecException e) {
      return Future.failedFuture("no frames: " + e.getMessage());
    }
    StreamEnd end = streams.get(said.stream());
    if (end == null) return Future.failedFuture("no such stream");
    said.frames().forEach(end::write);
    return Future.succeededFuture(TAKEN);
  }
}
