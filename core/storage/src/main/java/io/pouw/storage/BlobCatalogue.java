package io.pouw.storage;

import io.pouw.primitives.BlobId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which blobs are here, the oldest first, and which would go to make room. Not thread-safe. */
final class BlobCatalogue {
  private final long maxBytes;
  private final Map<BlobId, BlobEntry> entries = new LinkedHashMap<>();
  private long totalBytes;
  private long pinnedBytes;
  private long nextSequence;

  BlobCatalogue(long maxBytes, List<BlobEntry> oldestFirst) {
    this.maxBytes = maxBytes;
    oldestFirst.forEach(this::add);
  }

  Optional<BlobEntry> find(BlobId id) {
    return Optional.ofNullable(entries.get(id));
  }

  BlobEntry next(BlobId id, boolean pinned) {
    return new BlobEntry(id, nextSequence, pinned);
  }

  void add(BlobEntry entry) {
    entries.put(entry.id(), entry);
    totalBytes += entry.bytes();
    if (entry.pinned()) pinnedBytes += entry.bytes();
    nextSequence = Math.max(nextSequence, entry.sequence() + 1);
  }

  void replace(BlobEntry entry) {
    BlobEntry old = entries.put(entry.id(), entry);
    if (old != null && old.pinned()) pinnedBytes -= old.bytes();
    if (entry.pinned()) pinnedBytes += entry.bytes();
  }

  void remove(BlobId id) {
    BlobEntry old = entries.remove(id);
    if (old == null) return;
    totalBytes -= old.bytes();
    if (old.pinned()) pinnedBytes -= old.bytes();
  }

  /** The blobs that make room for one of this size when they go; empty if even all do not. */
  Optional<List<BlobEntry>> evictedBy(long size) {
    long needed = BlobEntry.bytes(size);
    if (needed > maxBytes - pinnedBytes) return Optional.empty();
    var evicted = new ArrayList<BlobEntry>();
    long left = totalBytes;
    for (BlobEntry entry : entries.values()) {
      if (left <= maxBytes - needed) break;
      if (entry.pinned()) continue;
      evicted.add(entry);
      left -= entry.bytes();
    }
    return Optional.of(evicted);
  }

  List<BlobId> list() {
    return List.copyOf(entries.keySet());
  }

  long totalBytes() {
    return totalBytes;
  }

  long pinnedBytes() {
    return pinnedBytes;
  }

  long maxBytes() {
    return maxBytes;
  }
}
