package io.pouw.node.cluster;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members that a gateway hears of, and the full member that it has to ask. On the event loop of
 * the cluster's Vert.x only.
 */
final class Roster {
  private static final Logger LOG = LoggerFactory.getLogger(Roster.class);
  private static final long TICK_MS = 200;

  private final Vertx vertx;
  private final String self;
  private final Fleet fleet = new Fleet();
  private final List<Search> searches = new ArrayList<>();
  private final Runnable onChange;
  private Optional<String> answering = Optional.empty();

  private record Search(boolean signer, long untilMs, Promise<String> found) {}

  /**
   * Begins to listen.
   *
   * @param onChange called when another full member has to be asked from now on, or none can be
   */
  Roster(ClusterBus bus, Runnable onChange) {
    this.vertx = bus.vertx();
    this.self = bus.memberId();
    this.onChange = onChange;
    bus.hear(Wire.NEWS, this::heard);
    vertx.setPeriodic(TICK_MS, tick -> look());
  }

  private static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private void heard(byte[] body) {
    try {
      MemberNews news = Decoder.whole(body, MemberNews::decode);
      if (news.member().equals(self)) return;
      fleet.heard(news, nowMs());
    } catch (CodecException e) {
      LOG.warn("no news of a member: {}", e.getMessage());
      return;
    }
    look();
  }

  private void look() {
    long now = nowMs();
    fleet.bury(now);
    Optional<String> next = fleet.answering();
    if (!next.equals(answering)) {
      answering = next;
      LOG.info("the API is that of {}", next.orElse("nobody"));
      onChange.run();
    }
    for (Search each : List.copyOf(searches)) {
      Optional<String> found = found(each.signer());
      if (found.isEmpty() && now < each.untilMs()) continue;
      searches.remove(each);
      found.ifPresentOrElse(
          each.found()::complete,
          () ->
              each.found().fail(each.signer() ? "no member signs now" : "no full member is here"));
    }
  }

  private Optional<String> found(boolean signer) {
    return signer ? answering.filter(fleet::signs) : answering;
  }

  /** Who has to be asked now. */
  Optional<String> answering() {
    return answering;
  }

  /**
   * Who has to be asked, as soon as somebody can be; fails when nobody can within the time.
   *
   * @param signer whether only the one that signs will do
   */
  Future<String> find(boolean signer, long withinMs) {
    Optional<String> found = found(signer);
    if (found.isPresent()) return Future.succeededFuture(found.get());
    var search = new Search(signer, nowMs() + withinMs, Promise.promise());
    searches.add(search);
    return search.found().future();
  }

  /** After one more look around. */
  Future<Void> pause() {
    return vertx.timer(TICK_MS, TimeUnit.MILLISECONDS).mapEmpty();
  }
}
