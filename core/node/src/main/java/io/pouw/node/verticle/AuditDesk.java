package io.pouw.node.verticle;

import io.pouw.ledger.LedgerEvent;
import io.pouw.node.Version;
import io.pouw.node.api.AuditPage;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.LedgerAdvanced;
import io.pouw.node.config.ConfigDigest;
import io.pouw.node.config.NodeConfig;
import io.pouw.primitives.Address;
import io.pouw.security.audit.AuditAction;
import io.pouw.security.audit.AuditEvent;
import io.pouw.security.audit.AuditThrottle;
import io.pouw.storage.AuditLog;
import io.pouw.storage.DataFolder;
import io.pouw.storage.StorageException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is sent to {@link Bus#AUDIT} into the audit log, in order, together with the node's
 * start and stop and the slashing of its stake. Event loop; the disk's threads write. Of a flood
 * the {@link AuditThrottle} lets some through, and every {@value #SUMMARY_MS} ms, and at the end,
 * entries say how many more there were. At most {@value #MOST_WAITING} wait for the disk.
 *
 * <p>A log that cannot be written stops the node, as every other store does; it is said once.
 */
final class AuditDesk extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(AuditDesk.class);
  private static final long SUMMARY_MS = 60_000;
  private static final int MOST_WAITING = 1_024;

  private final NodeConfig config;
  private final Address self;
  private final WorkerExecutor disk;
  private final Consumer<String> onFatal;
  private final AtomicReference<@Nullable AuditLog> log = new AtomicReference<>();

  // Guarded by this object: events wait on the event loop, are taken on the disk's threads.
  private final AuditThrottle throttle = new AuditThrottle(System.nanoTime());
  private List<AuditEvent> waiting = new ArrayList<>();
  private boolean writing;
  private boolean stopping;
  private Promise<Void> idle = Promise.promise();

  /**
   * A desk that is not started.
   *
   * @param self the node's account
   * @param onFatal told why the log cannot be written
   */
  AuditDesk(NodeConfig config, Address self, WorkerExecutor disk, Consumer<String> onFatal) {
    this.config = config;
    this.self = self;
    this.disk = disk;
    this.onFatal = onFatal;
  }

  @Override
  public Future<?> start() {
    vertx.eventBus().<AuditEvent>localConsumer(Bus.AUDIT, message -> record(message.body()));
    vertx
        .eventBus()
        .<LedgerAdvanced>localConsumer(Bus.ADVANCED, message -> advanced(message.body()));
    vertx.setPeriodic(SUMMARY_MS, tick -> summarise());
    return disk.executeBlocking(
        () -> {
          AuditLog opened =
              AuditLog.open(DataFolder.audit(config.dataFolder()), InstantSource.system());
          log.set(opened);
          return opened.append(List.of(started()));
        },
        false);
  }

  private AuditEvent started() {
    return new AuditEvent(
        AuditAction.NODE_START,
        AuditEvent.NODE,
        self.toString(),
        "pouw %s, %s, roles %s, configuration %s"
            .formatted(
                Version.PRODUCT,
                config.nodeId(),
                new TreeSet<>(config.roles()),
                ConfigDigest.of(config)));
  }

  private void advanced(LedgerAdvanced advanced) {
    for (LedgerEvent event : advanced.events())
      if (event.kind() == LedgerEvent.Kind.SLASH && event.account().equals(self))
        record(
            new AuditEvent(
                AuditAction.STAKE_SLASH,
                "height " + event.height(),
                self.toString(),
                event.amount() + " base units: " + event.why()));
  }

  private synchronized void record(AuditEvent event) {
    if (!throttle.admits(event.action(), System.nanoTime())) return;
    if (waiting.size() < MOST_WAITING) waiting.add(event);
    else throttle.leaveOut(event.action());
    beginWriting();
  }

  private synchronized void summarise() {
    waiting.addAll(throttle.summaries());
    beginWriting();
  }

  private void beginWriting() {
    if (writing || stopping || waiting.isEmpty()) return;
    writing = true;
    idle = Promise.promise();
    disk.executeBlocking(
            () -> {
              writeAll();
              return true;
            },
            false)
        .onFailure(this::interrupted);
  }

  private synchronized void interrupted(Throwable cause) {
    LOG.error("writing the audit log failed", cause);
    onFatal.accept("the audit log cannot be written: " + cause);
    writing = false;
    idle.tryComplete();
  }

  private void writeAll() {
    for (List<AuditEvent> next = take(); !next.isEmpty(); next = take()) write(next);
  }

  /** None if nothing waits: then nobody writes any more. */
  private synchronized List<AuditEvent> take() {
    List<AuditEvent> taken = waiting;
    waiting = new ArrayList<>();
    if (taken.isEmpty()) {
      writing = false;
      idle.tryComplete();
    }
    return taken;
  }

  private void write(List<AuditEvent> events) {
    AuditLog opened = log.get();
    if (opened == null) return;
    try {
      opened.append(events);
    } catch (StorageException e) {
      // Once: nothing is written any more, and the node stops.
      if (!log.compareAndSet(opened, null)) return;
      LOG.error("this node stops, since it can no longer keep its audit log: {}", e.getMessage());
      opened.close();
      onFatal.accept(String.valueOf(e.getMessage()));
    }
  }

  /** From now on nothing is written but by {@link #close}: the disk's threads end with Vert.x. */
  @Override
  public synchronized Future<?> stop() {
    stopping = true;
    return writing ? idle.future() : Future.succeededFuture();
  }

  /**
   * Writes what is left and that the node stops. Blocks; after Vert.x has closed.
   *
   * @param outcome why it stops
   */
  void close(String outcome) {
    List<AuditEvent> rest = new ArrayList<>(take());
    synchronized (this) {
      rest.addAll(throttle.summaries());
    }
    rest.add(new AuditEvent(AuditAction.NODE_STOP, AuditEvent.NODE, self.toString(), outcome));
    write(rest);
    AuditLog opened = log.getAndSet(null);
    if (opened != null) opened.close();
  }

  /**
   * Entries from a sequence on. Blocks; any thread.
   *
   * @throws StorageException if they cannot be read
   */
  AuditPage page(long from, int limit) {
    AuditLog opened = log.get();
    if (opened == null) throw new IllegalStateException("the audit log is closed");
    return new AuditPage(opened.read(from, limit), opened.first(), opened.chain());
  }
}
