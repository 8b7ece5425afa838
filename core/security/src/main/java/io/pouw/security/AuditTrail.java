package io.pouw.security;

import io.pouw.primitives.Hash;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The last entries of a hash chain of what was done on this node. Whoever kept an earlier {@link
 * #head()} can tell that nothing was changed or left out since. When full, the oldest entry is
 * forgotten; the chain goes on. Not thread-safe.
 */
public final class AuditTrail {
  private final int maxSize;
  private final ArrayDeque<AuditEntry> entries = new ArrayDeque<>();
  private long next;
  private Hash head = Hash.ZERO;

  public AuditTrail(int maxSize) {
    if (maxSize <= 0)
      throw new IllegalArgumentException("an audit trail keeps at least 1 entry, not " + maxSize);
    this.maxSize = maxSize;
  }

  public AuditEntry append(
      long timestampMs, String actor, String action, String subject, String outcome) {
    var entry = new AuditEntry(next++, head, timestampMs, actor, action, subject, outcome);
    head = entry.hash();
    entries.addLast(entry);
    if (entries.size() > maxSize) entries.removeFirst();
    return entry;
  }

  /** Hash of the newest entry. */
  public Hash head() {
    return head;
  }

  /** The entries kept, oldest first. */
  public List<AuditEntry> entries() {
    return List.copyOf(entries);
  }

  /** Whether the entries follow one another without a gap and lead to this head. */
  public static boolean isUnbroken(List<AuditEntry> entries, Hash head) {
    for (int i = 1; i < entries.size(); i++) {
      AuditEntry before = entries.get(i - 1);
      AuditEntry entry = entries.get(i);
      if (entry.sequence() != before.sequence() + 1 || !entry.previous().equals(before.hash()))
        return false;
    }
    return (entries.isEmpty() ? Hash.ZERO : entries.getLast().hash()).equals(head);
  }
}
