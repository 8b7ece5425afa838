package io.pouw.node.cluster;

import io.pouw.node.api.Problem;
import io.pouw.node.cluster.StreamFrames.Frame;
import io.pouw.node.cluster.StreamFrames.Kind;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The WebSockets of a gateway's clients, each joined to one of the full member that signs. When
 * another member takes over, the stream is opened there anew and the client stays connected; what
 * happened in between it does not hear, which the heights in the events show. A client that does
 * not read is dropped with {@value StreamEnd#TOO_SLOW}. On the event loop of the cluster's Vert.x
 * only.
 */
final class GatewayStreams {
  private static final byte[] TAKEN = new byte[0];
  private static final long OPEN_MS = 10_000;

  /** Well within the gateway's idle time: some streams have nothing to say for long. */
  private static final long PING_MS = 20_000;

  /** How long a client waits for another member before it is told to try later. */
  private static final long FAIL_OVER_MS = 60_000;

  /** Try again later (RFC 6455's registry). */
  private static final int TRY_LATER = 1013;

  private final ClusterBus bus;
  private final Roster roster;
  private final Map<String, Client> clients = new HashMap<>();

  /** A client, from its request to the end of its socket; known by the name of its stream. */
  private static final class Client {
    final ApiCall call;
    final Promise<StreamEnd> end = Promise.promise();
    String member = "";
    String stream = "";
    boolean moving;

    Client(ApiCall call) {
      this.call = call;
    }
  }

  GatewayStreams(ClusterBus bus, Roster roster) {
    this.bus = bus;
    this.roster = roster;
    bus.answer(Wire.frames(bus.memberId()), this::take);
    bus.vertx().setPeriodic(PING_MS, tick -> ping());
  }

  /** Takes a request for a WebSocket. */
  void open(HttpServerRequest request) {
    if (clients.size() >= ApiGateway.MOST_STREAMS) {
      ApiGateway.refuse(
          request,
          Problem.Kind.UNAVAILABLE,
          "all " + ApiGateway.MOST_STREAMS + " streams of this gateway are taken; try again later");
      return;
    }
    // Only a request that nobody has read can be upgraded.
    request.pause();
    var client = new Client(ApiGateway.call(request, new byte[0]));
    join(client, nowMs() + OPEN_MS)
        .onSuccess(reply -> {
          if (reply.status() == ApiReply.OPENED) accept(request, client);
          else {
            request.resume();
            ApiGateway.answer(request, reply);
          }
        })
        .onFailure(e -> {
          request.resume();
          ApiGateway.refuse(
              request, Problem.Kind.UNAVAILABLE, "no full member answers: " + e.getMessage());
        });
  }

  private static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** Opens the client's stream at the member to ask; the answer of its API. */
  private Future<ApiReply> join(Client client, long untilMs) {
    return roster
        .find(false, Math.max(0, untilMs - nowMs()))
        .compose(member -> join(client, member))
        .recover(failure ->
            nowMs() >= untilMs
                ? Future.failedFuture(failure)
                : roster.pause().compose(waited -> join(client, untilMs)));
  }

  private Future<ApiReply> join(Client client, String member) {
    clients.remove(client.stream);
    client.member = member;
    client.stream = UUID.randomUUID().toString();
    clients.put(client.stream, client);
    String stream = client.stream;
    var wanted = new StreamOpening(bus.memberId(), stream, client.call);
    return bus.ask(Wire.stream(member), wanted.toBytes(), OPEN_MS)
        .map(reply -> Decoder.whole(reply, ApiReply::decode))
        .onComplete(done -> {
          boolean opened = done.succeeded() && done.result().status() == ApiReply.OPENED;
          if (!opened) clients.remove(stream);
        });
  }

  private void accept(HttpServerRequest request, Client client) {
    request
        .toWebSocket()
        .onSuccess(socket -> accept(socket, client))
        .onFailure(e -> {
          clients.remove(client.stream);
          client.end.fail(e);
        });
  }

  private void accept(ServerWebSocket socket, Client client) {
    var end = new StreamEnd(bus, socket, client.member, client.stream);
    end.onLost(() -> move(client, end));
    socket.closeHandler(closed -> {
      clients.remove(client.stream);
      end.end();
    });
    client.end.complete(end);
    if (roster.answering().filter(client.member::equals).isEmpty()) move(client, end);
  }

  private Future<byte[]> take(byte[] question) {
    StreamFrames said;
    try {
      said = Decoder.whole(question, StreamFrames::decode);
    } catch (CodecException e) {
      return Future.failedFuture("no frames: " + e.getMessage());
    }
    Client client = clients.get(said.stream());
    if (client == null) return Future.failedFuture("no such stream");
    return client
        .end
        .future()
        .map(end -> {
          for (Frame each : said.frames()) take(client, end, each);
          return TAKEN;
        });
  }

  private void take(Client client, StreamEnd end, Frame frame) {
    boolean lost =
        frame.kind() == Kind.CLOSE
            && (frame.code() == StreamEnd.GOING_AWAY || frame.code() == StreamEnd.BROKEN);
    if (lost) move(client, end);
    else end.write(frame);
  }

  /** Goes with a client to the member that is to be asked now. */
  private void move(Client client, StreamEnd end) {
    if (client.moving || !end.isOpen()) return;
    client.moving = true;
    clients.remove(client.stream);
    end.leave();
    roster
        .pause()
        .compose(waited -> join(client, nowMs() + FAIL_OVER_MS))
        .onSuccess(reply -> {
          client.moving = false;
          if (reply.status() != ApiReply.OPENED)
            end.close(TRY_LATER, "the member that signs now answers " + reply.status());
          else if (end.isOpen()) moved(client, end);
          else abandon(client, end);
        })
        .onFailure(e -> end.close(TRY_LATER, "no full member answers; try again later"));
  }

  private void moved(Client client, StreamEnd end) {
    end.move(client.member, client.stream);
    if (roster.answering().filter(client.member::equals).isEmpty()) move(client, end);
  }

  /** The client has gone while its stream was being opened. */
  private void abandon(Client client, StreamEnd end) {
    clients.remove(client.stream);
    end.move(client.member, client.stream);
    end.end();
  }

  private void ping() {
    for (Client each : clients.values()) each.end.future().onSuccess(StreamEnd::ping);
  }

  /** Another member is to be asked from now on. */
  void moved() {
    for (Client each : List.copyOf(clients.values())) {
      if (roster.answering().filter(each.member::equals).isPresent()) continue;
      each.end.future().onSuccess(end -> move(each, end));
    }
  }
}
