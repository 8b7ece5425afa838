package io.pouw.node.verticle;

import io.pouw.ledger.LedgerState;
import io.pouw.node.blob.Blobs;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.Incoming;
import io.pouw.node.bus.LedgerAdvanced;
import io.pouw.node.bus.Outgoing;
import io.pouw.node.metrics.CpuMeter;
import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.RoleInput;
import io.pouw.plugin.RoleMachine;
import io.pouw.plugin.UnitComputation;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts one role machine: mining for the miner's, rounds for the supervisor's, verification for the
 * verifier's and evaluator's. One input at a time on a worker thread; computations run on the
 * node's compute threads and come back as inputs.
 */
public final class RoleVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(RoleVerticle.class);

  private final String name;
  private final Address self;
  private final RoleMachine machine;
  private final CpuMeter.Use use;
  private final RoleHost host;
  private final ArrayDeque<RoleInput> queue = new ArrayDeque<>();
  private final ArrayDeque<RoleEffect> effects = new ArrayDeque<>();
  private final Map<String, Long> timers = new HashMap<>();
  private boolean running;
  private boolean keeping;
  private boolean stopped;

  /**
   * What the node lends its role machines.
   *
   * @param ledger the last final state
   * @param training counts the units that are being trained now
   * @param onFatal told why the node has to stop
   * @param compute for computations, as many threads as the configuration allows
   * @param crew others who may do units instead
   */
  public record RoleHost(
      Supplier<LedgerState> ledger,
      Blobs blobs,
      WorkerExecutor compute,
      UnitCrew crew,
      CpuMeter cpu,
      AtomicInteger training,
      Consumer<String> onFatal) {}

  /**
   * A host for one machine.
   *
   * @param name for logs
   * @param use what the machine's own deliberations are accounted to
   */
  public RoleVerticle(
      String name, Address self, RoleMachine machine, CpuMeter.Use use, RoleHost host) {
    this.name = name;
    this.self = self;
    this.machine = machine;
    this.use = use;
    this.host = host;
  }

  @Override
  public Future<?> start() {
    var bus = vertx.eventBus();
    bus.<LedgerAdvanced>localConsumer(
        Bus.ADVANCED, message -> feed(new RoleInput.Finalized(message.body().state())));
    bus.<Incoming>localConsumer(
        Bus.incoming(Bus.WORK),
        message ->
            feed(
                new RoleInput.Received(
                    message.body().from(), message.body().topic(), message.body().payload())));
    feed(new RoleInput.Finalized(host.ledger().get()));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    timers.values().forEach(vertx::cancelTimer);
    return Future.succeededFuture();
  }

  /** From whichever thread an answer comes: the machine's own takes it from there. */
  private void feedLater(RoleInput input) {
    context.runOnContext(now -> feed(input));
  }

  private void feed(RoleInput input) {
    queue.add(input);
    drain();
  }

  /** Effects in order, and all of an input's before the next input. */
  private void drain() {
    if (running) return;
    running = true;
    try {
      while (!keeping && !stopped && !(effects.isEmpty() && queue.isEmpty())) cpu(this::step);
    } finally {
      running = false;
    }
  }

  private void step() {
    if (effects.isEmpty()) attempt(queue.remove(), input -> effects.addAll(machine.on(input)));
    else attempt(effects.remove(), this::carryOut);
  }

  private <T> void attempt(T what, Consumer<T> how) {
    try {
      how.accept(what);
    } catch (RuntimeException e) {
      LOG.error("{}: failed on {}", name, what.getClass().getSimpleName(), e);
    }
  }

  private void cpu(Runnable work) {
    host.cpu().measure(use, work);
  }

  private void carryOut(RoleEffect effect) {
    switch (effect) {
      case RoleEffect.Send send -> send(send);
      case RoleEffect.Submit submit -> submit(submit);
      case RoleEffect.StartTimer start -> startTimer(start);
      case RoleEffect.StopTimer stop -> stopTimer(stop.timer());
      case RoleEffect.Compute compute -> compute(compute);
      case RoleEffect.FetchBlob fetch -> fetch(fetch);
      case RoleEffect.KeepBlob keep -> keep(keep);
      case RoleEffect.DropBlob drop -> host.blobs().drop(drop.id());
      case RoleEffect.Report report -> vertx.eventBus().publish(Bus.ROLE_EVENT, report.event());
    }
  }

  /**
   * What follows may promise the blob to others, so that it waits until the blob is on the disk.
   */
  private void keep(RoleEffect.KeepBlob keep) {
    keeping = true;
    host.blobs()
        .keep(keep.id(), keep.content())
        .onComplete(done -> context.runOnContext(now -> kept(keep.id(), done)));
  }

  private void kept(BlobId id, AsyncResult<Void> done) {
    keeping = false;
    if (done.succeeded() || stopped) {
      drain();
      return;
    }
    stopped = true;
    String why = "blob " + id + " cannot be kept: " + done.cause().getMessage();
    LOG.error("{}: this node stops, since it can no longer keep its promises: {}", name, why);
    host.onFatal().accept(why);
  }

  private void send(RoleEffect.Send send) {
    if (send.to().equals(self))
      queue.add(new RoleInput.Received(self, send.topic(), send.payload()));
    else vertx.eventBus().send(Bus.SEND, new Outgoing.To(send.to(), send.topic(), send.payload()));
  }

  private void submit(RoleEffect.Submit submit) {
    vertx
        .eventBus()
        .request(Bus.SUBMIT_BODY, submit.body())
        .onFailure(e -> LOG.info("{}: a transaction was refused: {}", name, e.getMessage()));
  }

  private void startTimer(RoleEffect.StartTimer start) {
    stopTimer(start.timer());
    long delay = Math.max(1, start.delay().toMillis());
    timers.put(
        start.timer(),
        vertx.setTimer(
            delay,
            fired -> {
              timers.remove(start.timer());
              feed(new RoleInput.TimerFired(start.timer()));
            }));
  }

  private void stopTimer(String timer) {
    Long id = timers.remove(timer);
    if (id != null) vertx.cancelTimer(id);
  }

  private void compute(RoleEffect.Compute compute) {
    Optional<Future<byte[]>> elsewhere =
        compute.computation() instanceof UnitComputation unit
            ? host.crew().offer(unit, compute.purpose())
            : Optional.empty();
    elsewhere.ifPresentOrElse(update -> await(compute, update), () -> computeHere(compute));
  }

  /** A unit that somebody else does, or in the end this node after all. */
  private void await(RoleEffect.Compute compute, Future<byte[]> update) {
    boolean trains = compute.purpose() == RoleEffect.Purpose.TRAINING;
    if (trains) host.training().incrementAndGet();
    update
        .compose(bytes -> vertx.executeBlocking(() -> productOf(compute, bytes), false))
        .onComplete(done -> {
          if (trains) host.training().decrementAndGet();
          if (done.succeeded()) feedLater(new RoleInput.Computed(compute.job(), done.result()));
          else computeHere(compute);
        });
  }

  private static Object productOf(RoleEffect.Compute compute, byte[] update) {
    return ((UnitComputation) compute.computation()).productOf(update);
  }

  private void computeHere(RoleEffect.Compute compute) {
    CpuMeter.Use purpose =
        switch (compute.purpose()) {
          case TRAINING -> CpuMeter.Use.TRAINING;
          case VERIFICATION -> CpuMeter.Use.VERIFICATION;
          case LOADING, COMBINING, EVALUATION -> CpuMeter.Use.OTHER;
        };
    host.compute()
        .executeBlocking(() -> host.cpu().measure(purpose, () -> run(compute)), false)
        .onSuccess(product -> feedLater(new RoleInput.Computed(compute.job(), product)))
        .onFailure(e -> failed(compute.job(), e));
  }

  private Object run(RoleEffect.Compute compute) {
    if (compute.purpose() != RoleEffect.Purpose.TRAINING) return compute.computation().run();
    host.training().incrementAndGet();
    try {
      return compute.computation().run();
    } finally {
      host.training().decrementAndGet();
    }
  }

  private void failed(long job, Throwable cause) {
    LOG.warn("{}: a computation failed: {}", name, cause.toString());
    feedLater(new RoleInput.ComputationFailed(job, String.valueOf(cause.getMessage())));
  }

  private void fetch(RoleEffect.FetchBlob fetch) {
    host.blobs()
        .fetch(fetch.id(), fetch.sources())
        .onSuccess(content -> feedLater(new RoleInput.BlobArrived(fetch.id(), content)))
        .onFailure(
            e -> feedLater(new RoleInput.BlobMissing(fetch.id(), String.valueOf(e.getMessage()))));
  }
}
