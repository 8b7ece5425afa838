package io.pouw.node.cluster;

import io.pouw.node.blob.PeerBlobs;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Decoder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the blobs that the signing member keeps (data of tasks, states, updates, details) to the
 * member that stands by, one after the other, so that it can go on with the tasks when the other is
 * lost. What the signer no longer keeps may be evicted here. A few seconds behind.
 */
final class BlobMirror {
  private static final Logger LOG = LoggerFactory.getLogger(BlobMirror.class);
  private static final long LOOK_MS = 1_000;
  private static final long ANSWER_MS = 5_000;

  private final ClusterBus bus;
  private final BlobFetch fetch;
  private final Context context;
  private final Supplier<Optional<PeerBlobs>> own;
  private @Nullable MessageConsumer<Buffer> offering;
  private boolean follows;
  private boolean busy;

  /**
   * Does nothing yet.
   *
   * @param own the blobs of the node that runs here, if one does
   */
  BlobMirror(ClusterBus bus, Supplier<Optional<PeerBlobs>> own) {
    this.bus = bus;
    this.fetch = new BlobFetch(bus);
    this.context = bus.vertx().getOrCreateContext();
    this.own = own;
    context.runOnContext(now -> bus.vertx().setPeriodic(LOOK_MS, tick -> look()));
  }

  /** From now on others can ask what is kept here. */
  void lead() {
    context.runOnContext(now -> {
      follows = false;
      if (offering == null) offering = bus.answer(Wire.KEPT, question -> kept());
    });
  }

  /** From now on this member keeps what the one that leads keeps. */
  void follow() {
    context.runOnContext(now -> {
      follows = true;
      if (offering != null) offering.unregister();
      offering = null;
    });
  }

  private Future<byte[]> kept() {
    return own.get()
        .map(blobs -> bus.vertx().executeBlocking(blobs::pinned, false))
        .orElseGet(() -> Future.failedFuture("no node is running here"))
        .map(pinned -> {
          int from = Math.max(0, pinned.size() - KeptBlobs.MOST_BLOBS);
          return new KeptBlobs(bus.memberId(), pinned.subList(from, pinned.size())).toBytes();
        });
  }

  private void look() {
    Optional<PeerBlobs> blobs = own.get();
    if (!follows || busy || blobs.isEmpty()) return;
    busy = true;
    bus.ask(Wire.KEPT, new byte[0], ANSWER_MS)
        .map(answer -> Decoder.whole(answer, KeptBlobs::decode))
        .compose(kept -> bring(kept, blobs.get()))
        .onComplete(done ->
            context.runOnContext(now -> {
              busy = false;
              if (done.failed()) LOG.debug("no blobs mirrored: {}", done.cause().getMessage());
            }));
  }

  private Future<Void> bring(KeptBlobs kept, PeerBlobs blobs) {
    return bus.vertx()
        .executeBlocking(() -> blobs.keepOnly(kept.blobs()), false)
        .compose(missing -> bring(kept.member(), new ArrayDeque<>(missing), blobs));
  }

  private Future<Void> bring(String member, ArrayDeque<BlobId> missing, PeerBlobs blobs) {
    if (missing.isEmpty() || !follows) return Future.succeededFuture();
    BlobId next = missing.remove();
    return fetch
        .from(member, next)
        .compose(content -> blobs.keep(next, content))
        .otherwiseEmpty()
        .compose(done -> bring(member, missing, blobs));
  }
}
