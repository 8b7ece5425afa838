package io.pouw.node.cluster;

import io.pouw.node.api.ClusterStatus;
import io.pouw.storage.sql.SigningTerms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a full member can say about its cluster. Reads the shared database once a second beside all
 * else, so that {@link #status} never waits for it. Thread-safe.
 */
final class ClusterWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);
  private static final long LOOK_MS = 1_000;

  private final ClusterBus bus;
  private final Herald herald;
  private final UnitDispatcher crew;
  private final SigningTerms terms;
  private final long startedNanos = System.nanoTime();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final AtomicReference<@Nullable Seen> seen = new AtomicReference<>();

  /** What the database said, and when. */
  private record Seen(
      SigningTerms.Lease lease, Optional<ClusterStatus.FailOver> failOver, long atNanos) {}

  /** Begins to look. */
  ClusterWatch(ClusterBus bus, Herald herald, UnitDispatcher crew, SigningTerms terms) {
    this.bus = bus;
    this.herald = herald;
    this.crew = crew;
    this.terms = terms;
    bus.vertx()
        .getOrCreateContext()
        .runOnContext(now -> bus.vertx().setPeriodic(0, LOOK_MS, tick -> look()));
  }

  private void look() {
    if (looking.getAndSet(true)) return;
    bus.vertx()
        .<@Nullable Seen>executeBlocking(this::read, false)
        .onComplete(done -> {
          looking.set(false);
          if (done.failed())
            LOG.debug("the shared database was not read: {}", done.cause().getMessage());
          else if (done.result() != null) seen.set(done.result());
        });
  }

  private @Nullable Seen read() {
    long now = System.nanoTime();
    Seen before = seen.get();
    Optional<ClusterStatus.FailOver> known = before == null ? Optional.empty() : before.failOver();
    Optional<ClusterStatus.FailOver> last = lastFailOver(terms.terms()).or(() -> known);
    return terms.lease().map(lease -> new Seen(lease, last, now)).orElse(null);
  }

  private static Optional<ClusterStatus.FailOver> lastFailOver(List<SigningTerms.Term> terms) {
    if (terms.size() < 2) return Optional.empty();
    SigningTerms.Term to = terms.getLast();
    SigningTerms.Term from = terms.get(terms.size() - 2);
    return Optional.of(
        new ClusterStatus.FailOver(
            to.token(), from.token(), to.firstMs(), Math.max(0, to.firstMs() - from.lastMs())));
  }

  /** How the cluster is now. Does not block. */
  ClusterStatus status() {
    List<Fleet.Standing> others = crew.standings();
    var members = new ArrayList<ClusterStatus.Member>();
    members.add(self());
    for (Fleet.Standing each : others) members.add(member(each));
    members.sort(
        Comparator.comparing(ClusterStatus.Member::kind)
            .thenComparing(ClusterStatus.Member::name)
            .thenComparing(ClusterStatus.Member::id));
    return new ClusterStatus(
        herald.news().name(),
        members,
        lease(members),
        crew.replacements().last(),
        crew.replacements().count(),
        Optional.ofNullable(seen.get()).flatMap(Seen::failOver));
  }

  private Optional<ClusterStatus.Lease> lease(List<ClusterStatus.Member> members) {
    Seen last = seen.get();
    if (last == null) return Optional.empty();
    long ageMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last.atNanos());
    String holder =
        members.stream()
            .filter(each -> each.id().equals(last.lease().holder()))
            .map(ClusterStatus.Member::name)
            .findFirst()
            .orElse(last.lease().holder());
    return Optional.of(
        new ClusterStatus.Lease(
            holder, last.lease().token(), Math.max(0, last.lease().leftMs() - ageMs), ageMs));
  }

  private ClusterStatus.Member self() {
    long knownMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
    return member(new Fleet.Standing(herald.news(), knownMs, 0, 0, 0, false));
  }

  private static ClusterStatus.Member member(Fleet.Standing standing) {
    MemberNews news = standing.news();
    return new ClusterStatus.Member(
        news.member(),
        news.name(),
        news.address(),
        lower(news.kind()),
        lower(news.state()),
        news.stateSinceMs(),
        standing.knownForMs(),
        news.capacity(),
        news.running(),
        standing.room(),
        standing.speed(),
        standing.units(),
        standing.slow());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
