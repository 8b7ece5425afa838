package io.pouw.node.cluster;

import io.pouw.node.config.NodeConfig;
import io.pouw.node.verticle.PouwNode;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;

/** Asks this member's own API what gateways want to know. */
final class ApiService {
  private final HttpClient client;
  private final FullMember member;

  private ApiService(HttpClient client, FullMember member) {
    this.client = client;
    this.member = member;
  }

  /** Answers gateways from now on, whenever the member's node serves an API. */
  static void serve(ClusterBus bus, FullMember member) {
    var service = new ApiService(bus.vertx().createHttpClient(), member);
    bus.vertx().getOrCreateContext().runOnContext(now -> bus.answer(Wire.API, service::answer));
  }

  private Future<byte[]> answer(byte[] question) {
    ApiCall call;
    try {
      call = Decoder.whole(question, ApiCall::decode);
    } catch (CodecException e) {
      return Future.failedFuture("no call: " + e.getMessage());
    }
    Optional<Integer> port = member.node().flatMap(node -> node.desk().apiPort());
    if (port.isEmpty()) return Future.failedFuture("this member serves no API now");
    return ask(call, host(member), port.get());
  }

  private static String host(FullMember member) {
    String host =
        member
            .node()
            .map(PouwNode::config)
            .flatMap(NodeConfig::api)
            .map(NodeConfig.Endpoint::host)
            .orElse("127.0.0.1");
    return host.equals("0.0.0.0") ? "127.0.0.1" : host;
  }

  private Future<byte[]> ask(ApiCall call, String host, int port) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(call.method()))
            .setHost(host)
            .setPort(port)
            .setURI(call.target());
    if (!call.token().isEmpty()) options.putHeader(HttpHeaders.AUTHORIZATION, call.token());
    if (!call.type().isEmpty()) options.putHeader(HttpHeaders.CONTENT_TYPE, call.type());
    return client
        .request(options)
        .compose(request -> request.send(Buffer.buffer(call.body())))
        .compose(response ->
            response
                .body()
                .map(body ->
                    new ApiReply(
                            response.statusCode(),
                            Optional.ofNullable(response.getHeader(HttpHeaders.CONTENT_TYPE))
                                .orElse(""),
                            body.getBytes())
                        .toBytes()));
  }
}
