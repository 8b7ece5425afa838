package io.pouw.node.sync;

import io.pouw.consensus.Certificate;
import io.pouw.consensus.sync.SnapshotOffer;
import io.pouw.consensus.sync.SyncRequest;
import io.pouw.ledger.BlockHeader;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.StateParts;
import io.pouw.node.api.StoredChain;
import io.pouw.node.epoch.EpochProof;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.EpochViews;
import io.pouw.primitives.Hash;
import io.pouw.storage.ChainStore;
import io.pouw.storage.FinalizedRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The snapshots that this node serves: the ledger after a final block, every so many blocks, the
 * last two of them, so that whoever fetches one can finish when the next is there. A snapshot
 * shares its memory with the present ledger but for what has changed since. Any thread; blocks on
 * the disk.
 */
public final class Snapshots {
  private static final int KEPT = 2;
  private static final int MAX_HEADERS_BYTES = 4 << 20;

  private record Snapshot(Hash block, StateParts parts, SnapshotOffer offer) {}

  private final ChainStore store;
  private final long interval;
  private final Deque<Snapshot> kept = new ArrayDeque<>();
  private volatile long lastHeight = -1;

  /**
   * Those of a chain store.
   *
   * @param interval blocks from one to the next; 0 to serve none
   */
  public Snapshots(ChainStore store, long interval) {
    this.store = store;
    this.interval = interval;
  }

  /** Whether a snapshot should be taken at a height; does not block. */
  public boolean due(long height) {
    return interval > 0
        && height > 0
        && (lastHeight < 0 || height / interval > lastHeight / interval);
  }

  /** Takes a snapshot if one is due; the first one when the node starts. */
  public synchronized void advanced(LedgerState ledger) {
    if (!due(ledger.height())) return;
    Optional<FinalizedRecord> record =
        store
            .block(ledger.height())
            .filter(each -> each.blockId().equals(ledger.head().id()))
            .filter(each -> each.certificate().length > 0);
    record.ifPresent(each -> take(ledger, each));
  }

  private void take(LedgerState ledger, FinalizedRecord record) {
    StateParts parts = StateParts.of(ledger);
    Certificate finality = Decoder.whole(record.certificate(), Certificate::decode);
    List<byte[]> trust =
        new StoredChain(store)
            .epochProofs(EpochViews.epochOf(finality.view())).stream()
                .map(EpochProof::toBytes)
                .toList();
    var offer = new SnapshotOffer(record.block(), finality, trust, parts.outline());
    kept.addLast(new Snapshot(record.blockId(), parts, offer));
    if (kept.size() > KEPT) kept.removeFirst();
    lastHeight = ledger.height();
  }

  /** The height of the latest, -1 without one. */
  public long lastHeight() {
    return lastHeight;
  }

  /**
   * Answers a request of a peer.
   *
   * @throws IllegalArgumentException saying why there is no answer
   */
  public byte[] answer(byte[] request) {
    try {
      return switch (Decoder.whole(request, SyncRequest::decode)) {
        case SyncRequest.Offer _ -> latest().offer().toBytes();
        case SyncRequest.Part part -> part(part);
        case SyncRequest.Headers headers -> SyncCodec.headers(headers(headers));
      };
    } catch (CodecException e) {
      throw new IllegalArgumentException("no sync request: " + e.getMessage(), e);
    }
  }

  private synchronized Snapshot latest() {
    if (kept.isEmpty())
      throw new IllegalArgumentException(
          interval == 0
              ? "this node serves no snapshots"
              : "no snapshot yet: one is taken every " + interval + " blocks");
    return kept.getLast();
  }

  private synchronized Snapshot of(Hash block) {
    return kept.stream()
        .filter(each -> each.block().equals(block))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("the snapshot of block " + block + " is not kept"));
  }

  private byte[] part(SyncRequest.Part request) {
    Snapshot snapshot = of(request.block());
    int parts = snapshot.offer().outline().parts();
    if (request.index() >= parts)
      throw new IllegalArgumentException("part " + request.index() + " of " + parts);
    return SyncCodec.part(snapshot.parts().part(request.index()));
  }

  private List<byte[]> headers(SyncRequest.Headers request) {
    var headers = new ArrayList<byte[]>();
    int bytes = 0;
    for (int i = 0; i < request.count() && bytes < MAX_HEADERS_BYTES; i++) {
      Optional<FinalizedRecord> record = store.block(request.fromHeight() + i);
      if (record.isEmpty()) break;
      byte[] header = BlockHeader.decode(new Decoder(record.get().block())).toBytes();
      headers.add(header);
      bytes += header.length;
    }
    if (headers.isEmpty())
      throw new IllegalArgumentException(
          "block %d is not here: the blocks kept are %d to %d"
              .formatted(
                  request.fromHeight(), store.firstHeight().orElse(0), store.height().orElse(0)));
    return headers;
  }
}
