package io.pouw.node.verticle;

import io.pouw.ledger.LedgerState;
import io.pouw.management.poot.Period;
import io.pouw.management.poot.ScoreRecord;
import io.pouw.management.poot.ScoreStore;
import io.pouw.management.poot.ScoreVote;
import io.pouw.management.poot.Scorer;
import io.pouw.management.resource.Allocation;
import io.pouw.management.resource.ResourceAlert;
import io.pouw.management.worker.StatusChange;
import io.pouw.network.PeerInfo;
import io.pouw.network.PeerNetwork;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.LedgerAdvanced;
import io.pouw.node.config.ManagementSettings;
import io.pouw.node.economics.Economics;
import io.pouw.node.economics.PeerQuestion;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Hash;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts {@link Economics}: feeds it finalised ledgers, looks for silent workers, watches the
 * machine, keeps pools the same on all nodes and asks peers to review scores. Event loop; all that
 * touches the store runs on threads of its own.
 */
public final class EconomicsVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(EconomicsVerticle.class);
  private static final int THREADS = 4;
  private static final long RESOURCES_MS = 5_000;
  private static final long POOLS_MS = 5_000;
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(20);

  /** So many of the best scores are reviewed, by so many peers. */
  private static final int REVIEWED = 1_024;

  private static final int REVIEWERS = 16;

  /** A ledger older than that, and than two periods, is history that this node catches up with. */
  private static final long HISTORY_MS = 60_000;

  private final ManagementSettings settings;
  private final Path folder;
  private final int computeThreads;
  private final Hash chainId;
  private final Signer node;
  private final Supplier<LedgerState> ledger;
  private final Supplier<PeerNetwork> network;
  private final AtomicReference<@Nullable Economics> economics = new AtomicReference<>();
  private @Nullable WorkerExecutor executor;
  private boolean scoring;
  private int nextPeer;

  EconomicsVerticle(
      ManagementSettings settings,
      Path folder,
      int computeThreads,
      Hash chainId,
      Signer node,
      Supplier<LedgerState> ledger,
      Supplier<PeerNetwork> network) {
    this.settings = settings;
    this.folder = folder;
    this.computeThreads = computeThreads;
    this.chainId = chainId;
    this.node = node;
    this.ledger = ledger;
    this.network = network;
  }

  /** What it hosts, once started; any thread. */
  public Optional<Economics> economics() {
    return Optional.ofNullable(economics.get());
  }

  @Override
  public Future<?> start() {
    WorkerExecutor threads =
        vertx.createSharedWorkerExecutor("economics", THREADS, 10, TimeUnit.MINUTES);
    executor = threads;
    return threads
        .executeBlocking(() -> Economics.open(settings, folder, chainId, node), false)
        .onSuccess(this::host);
  }

  private void host(Economics opened) {
    economics.set(opened);
    promiseCores(opened);
    vertx
        .eventBus()
        .<LedgerAdvanced>localConsumer(Bus.ADVANCED, message -> advanced(message.body().state()));
    long sweepMs = Math.max(100, settings.health().interval().toMillis() / 2);
    vertx.setPeriodic(sweepMs, tick -> run("workers", this::sweep));
    vertx.setPeriodic(0, RESOURCES_MS, tick -> run("resources", this::watch));
    vertx.setPeriodic(POOLS_MS, tick -> exchangePools());
  }

  /** What units of work may use is promised to them. */
  private void promiseCores(Economics opened) {
    int cores = Math.min(computeThreads, opened.resources().capacity().cores());
    if (!opened.resources().allocation().reserve("units of work", new Allocation.Grant(cores, 0)))
      LOG.warn("{} cores for units of work are not there", cores);
  }

  @Override
  public Future<?> stop() {
    Economics hosted = economics.getAndSet(null);
    WorkerExecutor threads = executor;
    if (threads == null) return Future.succeededFuture();
    if (hosted == null) return threads.close();
    return threads
        .executeBlocking(
            () -> {
              hosted.close();
              return true;
            },
            false)
        .eventually(threads::close);
  }

  /** Answers a peer's question; fails with the reason. */
  Future<byte[]> serve(byte[] request) {
    return blocking(() -> hosted().answer(request, ledger.get()));
  }

  /** One period is scored at a time; a ledger that comes meanwhile is seen with the next. */
  private void advanced(LedgerState state) {
    if (scoring || isHistory(state)) return;
    scoring = true;
    blocking(() -> hosted().advanced(state))
        .onComplete(done -> scoring = false)
        .onSuccess(period -> period.ifPresent(this::review))
        .onFailure(e -> warn("workers were not scored", e));
  }

  private boolean isHistory(LedgerState state) {
    long age = System.currentTimeMillis() - state.head().timestampMs();
    return age > Math.max(HISTORY_MS, 2 * settings.scorePeriod().toMillis());
  }

  private void review(Period period) {
    LOG.debug("period {} is scored", period.number());
    askForReviews().onFailure(e -> warn("scores were not reviewed", e));
  }

  /** Asks peers for their votes on the best scores of the last period; how many votes came. */
  public Future<Integer> askForReviews() {
    return blocking(this::latestScores)
        .compose(scores -> {
          Future<Integer> all = Future.succeededFuture(0);
          List<PeerInfo> peers = network.get().peers();
          for (PeerInfo peer : peers.subList(0, Math.min(REVIEWERS, peers.size())))
            for (int from = 0; from < scores.size(); from += PeerQuestion.MAX_SCORES) {
              List<ScoreRecord> part =
                  scores.subList(from, Math.min(scores.size(), from + PeerQuestion.MAX_SCORES));
              all = all.compose(count -> votes(peer.address(), part).map(more -> count + more));
            }
          return all;
        });
  }

  private List<ScoreRecord> latestScores() {
    ScoreStore store = hosted().scorer().store();
    return store
        .lastPeriod()
        .map(period -> store.scores(period.number(), REVIEWED))
        .orElse(List.of())
        .stream()
        .map(ScoreStore.Entry::record)
        .toList();
  }

  private Future<Integer> votes(Address peer, List<ScoreRecord> scores) {
    return network
        .get()
        .request(peer, Bus.MANAGEMENT, PeerQuestion.review(scores), REQUEST_TIMEOUT)
        .compose(answer -> blocking(() -> take(peer, scores, answer)))
        .recover(e -> {
          LOG.debug("{} does not review scores: {}", peer, e.getMessage());
          return Future.succeededFuture(0);
        });
  }

  /** A peer's word counts for itself, if it has something at stake. */
  private int take(Address peer, List<ScoreRecord> scores, byte[] answer) throws CodecException {
    if (!Scorer.mayReview(ledger.get(), peer)) return 0;
    var digests = scores.stream().map(ScoreRecord::digest).toList();
    int taken = 0;
    for (ScoreVote each : PeerQuestion.votes(answer))
      if (each.reviewer().address().equals(peer)
          && digests.contains(each.score())
          && each.holds()) {
        hosted().scorer().store().take(each.score(), List.of(each));
        taken++;
      }
    return taken;
  }

  /** Asks one peer after the other. */
  private void exchangePools() {
    List<PeerInfo> peers = network.get().peers();
    if (peers.isEmpty()) return;
    Address peer = peers.get(Math.floorMod(nextPeer++, peers.size())).address();
    blocking(() -> hosted().pools().question())
        .compose(question ->
            network
                .get()
                .request(peer, Bus.MANAGEMENT, PeerQuestion.pools(question), REQUEST_TIMEOUT))
        .compose(answer -> blocking(() -> hosted().pools().take(answer, ledger.get())))
        .onFailure(e -> LOG.debug("{} told of no pools: {}", peer, e.getMessage()));
  }

  private Boolean sweep() {
    for (StatusChange each : hosted().workers().sweep(System.currentTimeMillis()))
      LOG.info("worker {} is {}", each.worker(), each.to());
    return true;
  }

  private Boolean watch() {
    for (ResourceAlert each : hosted().resources().update(System.currentTimeMillis()))
      LOG.warn(
          "{} {} at {} ppm",
          each.resource(),
          each.raised() ? "is short" : "is well",
          each.valuePpm());
    return true;
  }

  private void run(String what, Callable<Boolean> work) {
    blocking(work).onFailure(e -> warn(what + " were not looked at", e));
  }

  /** What fails because the node ends is no news. */
  private void warn(String what, Throwable e) {
    if (economics().isPresent()) LOG.warn("{}: {}", what, e.getMessage());
  }

  private Economics hosted() {
    return economics().orElseThrow(() -> new IllegalStateException("the node is stopping"));
  }

  private <T> Future<T> blocking(Callable<T> work) {
    WorkerExecutor threads = executor;
    return threads == null
        ? Future.failedFuture("not started")
        : threads.executeBlocking(work, false);
  }
}
