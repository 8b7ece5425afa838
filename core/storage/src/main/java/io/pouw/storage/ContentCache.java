package io.pouw.storage;

import io.pouw.primitives.BlobId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * The blobs used last, checked already, in memory: one that was just made is asked for by several
 * peers, chunk by chunk. Bounded in bytes; the arrays are not to be changed.
 */
final class ContentCache {
  private final long maxBytes;
  private final LinkedHashMap<BlobId, byte[]> contents = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  ContentCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  synchronized Optional<byte[]> get(BlobId id) {
    return Optional.ofNullable(contents.get(id));
  }

  synchronized void put(BlobId id, byte[] content) {
    if (content.length > maxBytes / 2) return;
    remove(id);
    contents.put(id, content);
    bytes += content.length;
    for (Iterator<byte[]> oldest = contents.values().iterator(); bytes > maxBytes; ) {
      bytes -= oldest.next().length;
      oldest.remove();
    }
  }

  synchronized void remove(BlobId id) {
    byte[] old = contents.remove(id);
    if (old != null) bytes -= old.length;
  }
}
