package io.pouw.node.verticle;

import io.pouw.ledger.LedgerState;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.Incoming;
import io.pouw.node.bus.LedgerAdvanced;
import io.pouw.node.sync.Snapshots;
import io.pouw.primitives.Address;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes snapshots as the ledger goes on and serves them; hears from peers that blocks which this
 * node lacks are kept by them no more. Event loop; the work is done on the disk's threads.
 */
final class SnapshotDesk extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotDesk.class);
  private static final int MAX_SAID = 1_000;

  private final WorkerExecutor disk;
  private final Snapshots snapshots;
  private final Set<Address> said = new TreeSet<>();
  private long height;

  SnapshotDesk(Vertx vertx, WorkerExecutor disk, Snapshots snapshots) {
    this.vertx = vertx;
    this.disk = disk;
    this.snapshots = snapshots;
  }

  @Override
  public Future<?> start() {
    vertx
        .eventBus()
        .<LedgerAdvanced>localConsumer(Bus.ADVANCED, message -> advanced(message.body().state()));
    vertx
        .eventBus()
        .<Incoming>localConsumer(Bus.incoming(Bus.SYNC), message -> noticed(message.body()));
    return Future.succeededFuture();
  }

  private void advanced(LedgerState ledger) {
    height = ledger.height();
    if (!snapshots.due(height)) return;
    disk.executeBlocking(
            () -> {
              snapshots.advanced(ledger);
              return true;
            },
            true)
        .onFailure(e -> LOG.warn("no snapshot of height {}: {}", ledger.height(), e.getMessage()));
  }

  /** Answers a peer's request; fails with the reason. */
  Future<byte[]> serve(byte[] request) {
    return disk.executeBlocking(() -> snapshots.answer(request), false);
  }

  private void noticed(Incoming incoming) {
    try {
      long kept = Decoder.whole(incoming.payload(), PrunedNotice::decode).keptFrom();
      if (kept > height + 1 && said.size() < MAX_SAID && said.add(incoming.from()))
        LOG.warn(
            "{} keeps blocks from height {} on, this node has them up to {}: connect to an archive"
                + " node, or begin again from a recent state (pouw node reset, then pouw node start"
                + " --state-sync)",
            incoming.from(),
            kept,
            height);
    } catch (CodecException e) {
      LOG.debug("{} sent no notice: {}", incoming.from(), e.getMessage());
    }
  }
}
