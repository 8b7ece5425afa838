package io.pouw.node.blob;

import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.storage.BlobStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Blobs in the node's store, and those of peers by request. Thread-safe. */
public final class PeerBlobs implements Blobs {
  private static final Logger LOG = LoggerFactory.getLogger(PeerBlobs.class);

  /** The largest blob that is fetched: what fits in memory a few times over. */
  private static final long MAX_BLOB_BYTES = 1L << 28;

  private static final int TRIES = 8;
  private static final long PAUSE_MS = 150;

  /** How one peer is asked; answers with the bytes, or fails. */
  @FunctionalInterface
  public interface Asker {
    Future<byte[]> ask(Address peer, byte[] request);
  }

  private final Vertx vertx;
  private final BlobStore store;
  private final WorkerExecutor disk;
  private final Asker asker;
  private final Map<BlobId, Future<byte[]>> fetching = new ConcurrentHashMap<>();

  public PeerBlobs(Vertx vertx, BlobStore store, WorkerExecutor disk, Asker asker) {
    this.vertx = vertx;
    this.store = store;
    this.disk = disk;
    this.asker = asker;
  }

  @Override
  public Future<Void> keep(BlobId id, byte[] content) {
    return disk.executeBlocking(
        () -> {
          store.putPinned(content);
          return null;
        },
        false);
  }

  @Override
  public void drop(BlobId id) {
    disk.executeBlocking(
        () -> {
          store.delete(id);
          return true;
        },
        false);
  }

  /** Answers a peer's request; fails if the blob is not here. */
  public Future<byte[]> serve(byte[] request) {
    BlobRequest wanted;
    try {
      wanted = Decoder.whole(request, BlobRequest::decode);
    } catch (CodecException e) {
      return Future.failedFuture("no blob request: " + e.getMessage());
    }
    return disk.executeBlocking(() -> slice(wanted), false);
  }

  private byte[] slice(BlobRequest wanted) {
    long from = (long) wanted.firstChunk() * BlobId.CHUNK_BYTES;
    int length =
        (int) Math.min((long) wanted.chunks() * BlobId.CHUNK_BYTES, wanted.id().size() - from);
    if (length < 0)
      throw new IllegalArgumentException("chunk " + wanted.firstChunk() + " is past the end");
    byte[] content =
        store
            .get(wanted.id())
            .orElseThrow(
                () -> new IllegalArgumentException("blob " + wanted.id() + " is not here"));
    if (length == content.length) return content;
    return Arrays.copyOfRange(content, (int) from, (int) from + length);
  }

  @Override
  public Future<byte[]> fetch(BlobId id, List<Address> sources) {
    if (id.size() > MAX_BLOB_BYTES)
      return Future.failedFuture("a blob of " + id.size() + " bytes is over " + MAX_BLOB_BYTES);
    return disk.executeBlocking(() -> store.get(id), false)
        .compose(found ->
            found.isPresent() ? Future.succeededFuture(found.get()) : download(id, sources));
  }

  private Future<byte[]> download(BlobId id, List<Address> sources) {
    Promise<byte[]> promise = Promise.promise();
    Future<byte[]> running = fetching.putIfAbsent(id, promise.future());
    if (running != null) return running;
    promise.future().onComplete(done -> fetching.remove(id));
    attempt(id, sources, 0, "nobody to ask", promise);
    return promise.future();
  }

  private void attempt(
      BlobId id, List<Address> sources, int attempt, String last, Promise<byte[]> promise) {
    if (sources.isEmpty() || attempt >= TRIES * sources.size()) {
      promise.fail("blob " + id + " could not be had: " + last);
      return;
    }
    Address source = sources.get(attempt % sources.size());
    from(source, id)
        .onSuccess(promise::complete)
        .onFailure(e -> {
          String reason = source.abbreviated() + ": " + e.getMessage();
          LOG.debug("blob {} not had from {}", id, reason);
          boolean roundOver = (attempt + 1) % sources.size() == 0;
          if (roundOver)
            vertx.setTimer(
                PAUSE_MS * (attempt / sources.size() + 1),
                fired -> attempt(id, sources, attempt + 1, reason, promise));
          else attempt(id, sources, attempt + 1, reason, promise);
        });
  }

  private Future<byte[]> from(Address source, BlobId id) {
    byte[] content = new byte[Math.toIntExact(id.size())];
    return part(source, id, content, 0)
        .compose(done ->
            disk.executeBlocking(
                () -> {
                  if (!BlobId.of(content).equals(id))
                    throw new IllegalArgumentException("sent other bytes than asked for");
                  store.put(content);
                  return content;
                },
                false));
  }

  private Future<Void> part(Address source, BlobId id, byte[] content, int chunk) {
    if (chunk >= id.chunks()) return Future.succeededFuture();
    int count = Math.min(BlobRequest.MAX_CHUNKS, id.chunks() - chunk);
    return asker
        .ask(source, new BlobRequest(id, chunk, count).toBytes())
        .compose(bytes -> {
          int at = chunk * BlobId.CHUNK_BYTES;
          int expected = Math.min(count * BlobId.CHUNK_BYTES, content.length - at);
          if (bytes.length != expected)
            return Future.failedFuture(bytes.length + " bytes, expected " + expected);
          System.arraycopy(bytes, 0, content, at, expected);
          return part(source, id, content, chunk + count);
        });
  }

  /** The blobs that are kept until they are dropped, the oldest first. Blocks. */
  public List<BlobId> pinned() {
    return store.pinned();
  }

  /**
   * Keeps these of the own blobs until they are dropped, and the others for as long as there is
   * room. Blocks.
   *
   * @return those that are not here
   */
  public List<BlobId> keepOnly(List<BlobId> wanted) {
    var left = new LinkedHashSet<>(store.pinned());
    var missing = new ArrayList<BlobId>();
    for (BlobId id : wanted) if (!left.remove(id) && !store.pin(id)) missing.add(id);
    left.forEach(store::unpin);
    return missing;
  }

  /** A blob of the own store. Blocks. */
  public Optional<byte[]> local(BlobId id) {
    return store.get(id);
  }
}
