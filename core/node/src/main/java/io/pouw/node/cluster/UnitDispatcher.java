package io.pouw.node.cluster;

import io.pouw.node.blob.BlobRequest;
import io.pouw.node.verticle.UnitCrew;
import io.pouw.plugin.RoleEffect.Purpose;
import io.pouw.plugin.TaskRecipe;
import io.pouw.plugin.UnitComputation;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the units of a full member to the members that have room, by {@link Fleet}. Each unit is
 * with one member; when that one is stuck or gone, another gets it as well, and the first answer
 * counts: whoever does a unit gets the same bytes. At most {@value #MOST_WAITING} units wait; what
 * comes beyond that, or waits for {@value #MOST_WAIT_MS} ms in which nobody has done any, goes back
 * to be done at home.
 *
 * <p>State is confined to one context of the cluster's Vert.x.
 */
public final class UnitDispatcher implements UnitCrew {
  private static final Logger LOG = LoggerFactory.getLogger(UnitDispatcher.class);
  private static final int MOST_WAITING = 4_096;
  private static final long MOST_WAIT_MS = 20_000;
  private static final int MOST_TRIES = 4;
  private static final long TICK_MS = 200;

  /** A unit that is younger counts as stuck under no circumstances. */
  private static final long LEAST_PATIENCE_MS = 2_000;

  private static final long ANSWER_MS = 600_000;

  private final ClusterBus bus;
  private final Context context;
  private final Fleet fleet = new Fleet();
  private final ArrayDeque<Job> waiting = new ArrayDeque<>();
  private final Set<Job> running = new LinkedHashSet<>();
  private final Map<BlobId, Kept> states = new HashMap<>();
  private long lastDoneMs = Long.MIN_VALUE;
  private final AtomicInteger workers = new AtomicInteger();
  private final AtomicInteger verifiers = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private volatile Function<byte[], Future<byte[]>> blobs =
      request -> Future.failedFuture("no node is running here");
  private final AtomicLong sentBytes = new AtomicLong();
  private final AtomicLong receivedBytes = new AtomicLong();
  private final AtomicLong unitsDone = new AtomicLong();
  private final Replacements replacements = new Replacements();
  private volatile List<Fleet.Standing> standings = List.of();

  /** A state while units from it are under way. */
  private static final class Kept {
    final byte[] content;
    int users;

    Kept(byte[] content) {
      this.content = content;
    }
  }

  private static final class Job {
    final UnitComputation unit;
    final TaskRecipe recipe;
    final MemberKind kind;
    final Promise<byte[]> result = Promise.promise();
    final long sinceMs = nowMs();
    final Set<String> holders = new HashSet<>();
    final Set<String> tried = new HashSet<>();
    long givenAtMs;

    Job(UnitComputation unit, TaskRecipe recipe, MemberKind kind) {
      this.unit = unit;
      this.recipe = recipe;
      this.kind = kind;
    }

    boolean isOver() {
      return result.future().isComplete();
    }
  }

  /** Begins to listen for members. */
  public UnitDispatcher(ClusterBus bus) {
    this.bus = bus;
    this.context = bus.vertx().getOrCreateContext();
    context.runOnContext(now -> {
      bus.hear(Wire.NEWS, this::heard);
      bus.answer(Wire.piece(bus.memberId()), this::serve);
      bus.vertx().setPeriodic(TICK_MS, tick -> tick());
    });
  }

  private static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public void serveBlobs(Function<byte[], Future<byte[]>> server) {
    blobs = server;
  }

  @Override
  public Optional<Future<byte[]>> offer(UnitComputation unit, Purpose purpose) {
    MemberKind kind = purpose == Purpose.TRAINING ? MemberKind.WORKER : MemberKind.VERIFIER;
    if (unit.recipe().isEmpty() || (kind == MemberKind.WORKER ? workers : verifiers).get() == 0)
      return Optional.empty();
    if (open.incrementAndGet() > MOST_WAITING) {
      open.decrementAndGet();
      return Optional.empty();
    }
    var job = new Job(unit, unit.recipe().get(), kind);
    job.result.future().onComplete(done -> open.decrementAndGet());
    context.runOnContext(now -> {
      states.computeIfAbsent(unit.input(), id -> new Kept(unit.state())).users++;
      waiting.add(job);
      assign();
    });
    return Optional.of(job.result.future());
  }

  private void heard(byte[] body) {
    MemberNews news;
    try {
      news = Decoder.whole(body, MemberNews::decode);
    } catch (CodecException e) {
      LOG.warn("no news of a member: {}", e.getMessage());
      return;
    }
    if (news.member().equals(bus.memberId())) return;
    if (fleet.heard(news, nowMs())) LOG.info("member {} ({}) is here", news.member(), news.kind());
    count();
    assign();
  }

  private void count() {
    workers.set(fleet.count(MemberKind.WORKER));
    verifiers.set(fleet.count(MemberKind.VERIFIER));
  }

  private void tick() {
    for (Fleet.Standing each : fleet.bury(nowMs())) {
      String gone = each.news().member();
      LOG.info("member {} is gone", gone);
      replacements.add(each.news().name(), "silent for " + Fleet.SILENCE_MS / 1_000 + " s");
      for (Job job : List.copyOf(running)) lost(job, gone, "it is gone");
    }
    count();
    for (Job job : List.copyOf(running)) hedge(job);
    giveBack();
    assign();
    standings = fleet.standings(nowMs());
  }

  /** Units that nobody can do any more, or that have waited for too long, are done at home. */
  private void giveBack() {
    for (Job job : List.copyOf(waiting)) {
      boolean nobody = fleet.count(job.kind) == 0;
      if (!nobody && nowMs() - Math.max(job.sinceMs, lastDoneMs) < MOST_WAIT_MS) continue;
      waiting.remove(job);
      fail(job, nobody ? "no member is left" : "no member has done anything for a while");
    }
  }

  /** A unit that takes far longer than others goes to a second member, too. */
  private void hedge(Job job) {
    long patience = fleet.patienceMs(job.kind, job.recipe.plan().unitWeight(), LEAST_PATIENCE_MS);
    if (nowMs() - job.givenAtMs < patience || job.tried.size() >= MOST_TRIES) return;
    fleet
        .choose(job.kind, job.tried, nowMs())
        .ifPresent(member -> {
          for (String stuck : job.holders)
            replacements.add(fleet.nameOf(stuck), job.unit.unit() + " takes it too long");
          give(job, member);
        });
  }

  private void assign() {
    while (!waiting.isEmpty()) {
      Job next = waiting.element();
      Optional<String> member = fleet.choose(next.kind, next.tried, nowMs());
      if (member.isEmpty()) return;
      waiting.remove();
      running.add(next);
      give(next, member.get());
    }
  }

  private void give(Job job, String member) {
    job.holders.add(member);
    job.tried.add(member);
    job.givenAtMs = nowMs();
    fleet.given(member);
    byte[] order =
        new UnitOrder(
                bus.memberId(), job.recipe, job.unit.input(), job.unit.unit(), job.unit.secret())
            .toBytes();
    sentBytes.addAndGet(order.length);
    bus.ask(Wire.unit(member), order, ANSWER_MS)
        .compose(body -> bus.vertx().executeBlocking(() -> checked(job, body), false))
        .onComplete(answer ->
            context.runOnContext(now -> {
              if (answer.succeeded()) done(job, member, answer.result());
              else lost(job, member, String.valueOf(answer.cause().getMessage()));
            }));
  }

  private UnitAnswer checked(Job job, byte[] body) {
    receivedBytes.addAndGet(body.length);
    UnitAnswer answer = Decoder.whole(body, UnitAnswer::decode);
    Optional<String> objection = job.unit.program().reject(answer.update());
    if (objection.isPresent())
      throw new IllegalArgumentException("its update cannot be one: " + objection.get());
    return answer;
  }

  private void done(Job job, String member, UnitAnswer answer) {
    if (fleet.done(member, job.recipe.plan().unitWeight(), answer.nanos()))
      replacements.add(
          fleet.nameOf(member), "under " + Fleet.REPLACEMENT_THRESHOLD + " of the median speed");
    job.holders.remove(member);
    lastDoneMs = nowMs();
    if (!job.isOver()) {
      unitsDone.incrementAndGet();
      finish(job);
      job.result.complete(answer.update());
    }
    assign();
  }

  private void lost(Job job, String member, String reason) {
    if (!job.holders.remove(member)) return;
    fleet.failed(member, nowMs());
    if (job.isOver()) return;
    LOG.info("{} did not do {}: {}", member, job.unit.unit(), reason);
    if (fleet.isKnown(member))
      replacements.add(fleet.nameOf(member), "did not do " + job.unit.unit() + ": " + reason);
    if (!job.holders.isEmpty()) return;
    running.remove(job);
    if (job.tried.size() >= MOST_TRIES) fail(job, reason);
    else waiting.addFirst(job);
    assign();
  }

  private void fail(Job job, String reason) {
    finish(job);
    job.result.fail(reason);
  }

  /** The job leaves; one that was given up here may still be answered, and waits then. */
  private void finish(Job job) {
    running.remove(job);
    waiting.remove(job);
    Kept kept = states.get(job.unit.input());
    if (kept != null && --kept.users == 0) states.remove(job.unit.input());
  }

  /** A part of a state that is under way, or of a blob of the node. */
  private Future<byte[]> serve(byte[] request) {
    BlobRequest wanted;
    try {
      wanted = Decoder.whole(request, BlobRequest::decode);
    } catch (CodecException e) {
      return Future.failedFuture("no blob request: " + e.getMessage());
    }
    Kept state = states.get(wanted.id());
    Future<byte[]> answer =
        state == null ? blobs.apply(request) : Future.succeededFuture(slice(state.content, wanted));
    return answer.onSuccess(bytes -> sentBytes.addAndGet(bytes.length));
  }

  private static byte[] slice(byte[] content, BlobRequest wanted) {
    long from = Math.min(content.length, (long) wanted.firstChunk() * BlobId.CHUNK_BYTES);
    long to = Math.min(content.length, from + (long) wanted.chunks() * BlobId.CHUNK_BYTES);
    return Arrays.copyOfRange(content, (int) from, (int) to);
  }

  /**
   * What went over the bus so far.
   *
   * @param sent bytes of orders, states and data
   * @param received bytes of answers
   */
  public record Traffic(long units, long sent, long received) {}

  /** Any thread. */
  public Traffic traffic() {
    return new Traffic(unitsDone.get(), sentBytes.get(), receivedBytes.get());
  }

  /** The other members as they were a moment ago; any thread. */
  List<Fleet.Standing> standings() {
    return standings;
  }

  /** Whose units went to others; any thread. */
  Replacements replacements() {
    return replacements;
  }

  /** Members that do units of training; any thread. */
  public int workers() {
    return workers.get();
  }
}
