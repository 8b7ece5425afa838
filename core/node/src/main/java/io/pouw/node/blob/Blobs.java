package io.pouw.node.blob;

import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.vertx.core.Future;
import java.util.List;

/**
 * Content-addressed blobs of this node and its peers. Never blocks; answers on the caller's
 * context.
 */
public interface Blobs {
  /** Keeps a blob until it is dropped and serves it to peers. */
  Future<Void> keep(BlobId id, byte[] content);

  void drop(BlobId id);

  /**
   * Looks in the own store, then asks the sources in turn, several times over; what comes is
   * checked against its name. Fails with the reason when nobody had it.
   */
  Future<byte[]> fetch(BlobId id, List<Address> sources);
}
