package io.pouw.network;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The requests of this node that wait for an answer. Thread-safe. */
final class RequestTable {
  /** Bounds the memory of waiting requests; more at a time would only wait longer. */
  private static final int MAX_WAITING = 10_000;

  private final Vertx vertx;
  private final Map<Hash, Waiting> waiting = new ConcurrentHashMap<>();

  private record Waiting(Address to, String topic, Promise<byte[]> answer, long timer) {}

  RequestTable(Vertx vertx) {
    this.vertx = vertx;
  }

  /** The answer to the request with this id, on the caller's context; failed when none can come. */
  Future<byte[]> open(Hash id, Address to, String topic, Duration timeout) {
    if (waiting.size() >= MAX_WAITING)
      return Future.failedFuture(
          new NetworkException(MAX_WAITING + " requests wait for an answer already"));
    Promise<byte[]> answer = ((ContextInternal) vertx.getOrCreateContext()).promise();
    long timer =
        vertx.setTimer(
            Math.max(1, timeout.toMillis()),
            _ -> fail(id, to, "no answer within " + timeout.toMillis() + " ms"));
    waiting.put(id, new Waiting(to, topic, answer, timer));
    return answer.future();
  }

  /** Whether somebody waited for this answer from this peer. */
  boolean answer(Hash id, Address from, byte[] payload) {
    Waiting request = take(id, from);
    if (request == null) return false;
    request.answer.complete(payload);
    return true;
  }

  /** Whether somebody waited for an answer from this peer. */
  boolean fail(Hash id, Address from, String problem) {
    Waiting request = take(id, from);
    if (request == null) return false;
    request.answer.fail(
        new NetworkException(
            "request '" + request.topic + "' to " + request.to.abbreviated() + ": " + problem));
    return true;
  }

  /** The peer is gone. */
  void failAll(Address from, String problem) {
    waiting.forEach((id, request) -> {
      if (request.to.equals(from)) fail(id, from, problem);
    });
  }

  private @Nullable Waiting take(Hash id, Address from) {
    Waiting request = waiting.get(id);
    // Only who was asked may answer.
    if (request == null || !request.to.equals(from) || !waiting.remove(id, request)) return null;
    vertx.cancelTimer(request.timer);
    return request;
  }
}
