package io.pouw.work;

import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which blobs a machine keeps and what for. Equal bytes have one name, also when they are the state
 * of two rounds; a blob is dropped when nothing needs it any more. Bounded by what the machine's
 * running tasks need.
 */
final class Shelf {
  /** What a blob is kept for: a task's checkpoint, and which part of it. */
  record Label(Hash task, int checkpoint, Part part) {}

  enum Part {
    /** Needed until the checkpoint is accepted. */
    UPDATES,
    /** States and details: an audit may ask for them until the task ends. */
    HISTORY,
    /** The final state: kept for good, for it is what the task was for. */
    RESULT
  }

  private final Desk desk;
  private final Map<Label, Set<BlobId>> kept = new LinkedHashMap<>();
  private final Map<BlobId, Integer> uses = new HashMap<>();

  Shelf(Desk desk) {
    this.desk = desk;
  }

  void keep(Label label, BlobId id, byte[] content) {
    if (!kept.computeIfAbsent(label, each -> new LinkedHashSet<>()).add(id)) return;
    if (uses.merge(id, 1, Integer::sum) == 1) desk.keep(id, content);
  }

  boolean has(BlobId id) {
    return uses.containsKey(id);
  }

  void release(Label label) {
    Set<BlobId> released = kept.remove(label);
    if (released != null) released.forEach(this::unuse);
  }

  void releaseAll(Predicate<Label> labels) {
    kept.keySet().stream().filter(labels).toList().forEach(this::release);
  }

  private void unuse(BlobId id) {
    Integer left = uses.computeIfPresent(id, (key, count) -> count == 1 ? null : count - 1);
    if (left == null) desk.drop(id);
  }
}
