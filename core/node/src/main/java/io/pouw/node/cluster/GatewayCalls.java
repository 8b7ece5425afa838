package io.pouw.node.cluster;

import io.pouw.primitives.Decoder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Has the full member that signs answer HTTP requests. When it fails, one that changes nothing is
 * asked of its successor; one that may change something is asked again only if nobody has heard it.
 * On the event loop of the cluster's Vert.x only.
 */
final class GatewayCalls {
  private static final long ANSWER_MS = 30_000;

  /** A fail-over takes less. */
  private static final long SEARCH_MS = 15_000;

  /** Where another member may answer too, that long for the one that signs. */
  private static final long SIGNER_MS = 1_000;

  private final ClusterBus bus;
  private final Roster roster;
  private final Set<Asked> open = new HashSet<>();

  /** One question; two are never the same. */
  private static final class Asked {
    final String member;
    final Promise<byte[]> answer = Promise.promise();

    Asked(String member) {
      this.member = member;
    }
  }

  GatewayCalls(ClusterBus bus, Roster roster) {
    this.bus = bus;
    this.roster = roster;
  }

  /** The answer of a full member; fails when there is none in time. */
  Future<ApiReply> ask(ApiCall call) {
    return ask(call, call.toBytes(), nowMs() + SEARCH_MS);
  }

  private static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private Future<ApiReply> ask(ApiCall call, byte[] bytes, long untilMs) {
    return member(call, untilMs)
        .compose(member -> ask(member, bytes, call.isSafe()))
        .map(reply -> Decoder.whole(reply, ApiReply::decode))
        .recover(failure -> {
          boolean again = call.isSafe() || ClusterBus.wasIdle(failure);
          if (!again || nowMs() >= untilMs) return Future.failedFuture(failure);
          return roster.pause().compose(waited -> ask(call, bytes, untilMs));
        });
  }

  private Future<String> member(ApiCall call, long untilMs) {
    long left = Math.max(0, untilMs - nowMs());
    if (!call.isSafe()) return roster.find(true, left);
    return roster.find(true, Math.min(left, SIGNER_MS)).recover(nobody -> roster.find(false, left));
  }

  private Future<byte[]> ask(String member, byte[] bytes, boolean safe) {
    var asked = new Asked(member);
    if (safe) open.add(asked);
    bus.ask(Wire.api(member), bytes, ANSWER_MS)
        .onComplete(done -> {
          open.remove(asked);
          if (done.succeeded()) asked.answer.tryComplete(done.result());
          else asked.answer.tryFail(done.cause());
        });
    return asked.answer.future();
  }

  /** Questions to a member that is no longer the one to ask go to the next. */
  void moved() {
    for (Asked each : List.copyOf(open)) {
      if (roster.answering().filter(each.member::equals).isPresent()) continue;
      open.remove(each);
      each.answer.tryFail("another member answers now");
    }
  }
}
