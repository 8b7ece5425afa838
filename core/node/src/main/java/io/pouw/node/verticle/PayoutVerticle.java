package io.pouw.node.verticle;

import io.pouw.management.payout.PayoutEngine;
import io.pouw.node.bus.Bus;
import io.pouw.node.config.ConfigurationException;
import io.pouw.node.economics.Economics;
import io.pouw.node.payout.NodeChain;
import io.pouw.node.payout.PayoutService;
import io.pouw.node.payout.RailSettings;
import io.pouw.node.plugin.Plugins;
import io.pouw.plugin.Signer;
import io.pouw.security.audit.AuditAction;
import io.pouw.security.audit.AuditEvent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts {@link PayoutService} and gives each rail a turn now and then, one at a time. Event loop;
 * what blocks runs on threads of its own. Does nothing if no rail is configured.
 */
final class PayoutVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(PayoutVerticle.class);
  private static final int THREADS = 2;

  private final PouwNode node;
  private final Plugins plugins;
  private final AtomicReference<@Nullable PayoutService> service = new AtomicReference<>();
  private final Set<String> busy = new HashSet<>();
  private @Nullable WorkerExecutor executor;

  PayoutVerticle(PouwNode node, Plugins plugins) {
    this.node = node;
    this.plugins = plugins;
  }

  /** What it hosts, if it runs; any thread. */
  Optional<PayoutService> service() {
    return Optional.ofNullable(service.get());
  }

  @Override
  public Future<?> start() {
    List<String> rails = RailSettings.rails(node.config().settings());
    if (rails.isEmpty()) return Future.succeededFuture();
    Optional<Economics> economics = node.economics().flatMap(EconomicsVerticle::economics);
    if (economics.isEmpty())
      return Future.failedFuture(
          new ConfigurationException(
              List.of("payout." + rails.getFirst() + ": payouts need management.enabled=true")));
    WorkerExecutor threads =
        vertx.createSharedWorkerExecutor("payouts", THREADS, 10, TimeUnit.MINUTES);
    executor = threads;
    return threads.executeBlocking(() -> open(economics.get()), false).onSuccess(this::host);
  }

  private PayoutService open(Economics economics) {
    return PayoutService.open(
        economics.sql(),
        plugins::rail,
        node.config().settings(),
        Signer.of(node.keys()),
        Optional.of(new NodeChain(node.desk(), node.ledgerVerticle()::nextNonce)),
        InstantSource.system());
  }

  private void host(PayoutService opened) {
    service.set(opened);
    for (PayoutService.Open each : opened.rails()) {
      LOG.info("payouts by {}: {}", each.rail().name(), each.engine().describe());
      vertx.setPeriodic(Math.max(1, each.check().toMillis()), tick -> turn(each.engine()));
    }
  }

  private void turn(PayoutEngine engine) {
    WorkerExecutor threads = executor;
    if (threads == null || !busy.add(engine.rail())) return;
    threads
        .executeBlocking(() -> engine.turn(false), false)
        .onComplete(done -> busy.remove(engine.rail()))
        .onSuccess(turn -> report(engine, turn))
        .onFailure(e -> LOG.warn("payouts by {} did not get on", engine.rail(), e));
  }

  private void report(PayoutEngine engine, PayoutEngine.Turn turn) {
    if (turn.paid())
      vertx
          .eventBus()
          .send(
              Bus.AUDIT,
              new AuditEvent(
                  AuditAction.PAYOUT_RUN, AuditEvent.NODE, engine.rail(), turn.summary()));
    turn.batch().ifPresent(batch -> LOG.info("{}: payout batch {} is made", engine.rail(), batch));
    turn.problems().forEach(each -> LOG.warn("payouts by {}: {}", engine.rail(), each));
  }

  @Override
  public Future<?> stop() {
    PayoutService hosted = service.getAndSet(null);
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
}
