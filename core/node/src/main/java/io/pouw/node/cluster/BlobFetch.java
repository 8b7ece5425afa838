package io.pouw.node.cluster;

import io.pouw.node.blob.BlobRequest;
import io.pouw.primitives.BlobId;
import io.vertx.core.Future;

/** Gets blobs from another member in pieces, and checks them against their names. Thread-safe. */
final class BlobFetch {
  /** The largest blob that is fetched. */
  private static final long MAX_BLOB_BYTES = 1L << 28;

  private static final long PIECE_MS = 20_000;

  private final ClusterBus bus;

  BlobFetch(ClusterBus bus) {
    this.bus = bus;
  }

  /** The blob; fails if the member does not have it or sends other bytes. */
  Future<byte[]> from(String member, BlobId id) {
    if (id.size() > MAX_BLOB_BYTES)
      return Future.failedFuture("a blob of " + id.size() + " bytes is over " + MAX_BLOB_BYTES);
    byte[] content = new byte[Math.toIntExact(id.size())];
    return piece(member, id, content, 0)
        .compose(done -> bus.vertx().executeBlocking(() -> verified(id, content), false));
  }

  private static byte[] verified(BlobId id, byte[] content) {
    if (!BlobId.of(content).equals(id))
      throw new IllegalArgumentException("other bytes came than those of blob " + id);
    return content;
  }

  private Future<Void> piece(String member, BlobId id, byte[] content, int chunk) {
    if (chunk >= id.chunks()) return Future.succeededFuture();
    int count = Math.min(BlobRequest.MAX_CHUNKS, id.chunks() - chunk);
    return bus.ask(Wire.piece(member), new BlobRequest(id, chunk, count).toBytes(), PIECE_MS)
        .compose(bytes -> {
          int at = chunk * BlobId.CHUNK_BYTES;
          int expected = Math.min(count * BlobId.CHUNK_BYTES, content.length - at);
          if (bytes.length != expected)
            return Future.failedFuture(bytes.length + " bytes, expected " + expected);
          System.arraycopy(bytes, 0, content, at, expected);
          return piece(member, id, content, chunk + count);
        });
  }
}
