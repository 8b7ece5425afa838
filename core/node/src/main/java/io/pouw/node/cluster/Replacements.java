package io.pouw.node.cluster;

import io.pouw.node.api.ClusterStatus;
import java.util.ArrayDeque;
import java.util.List;

/** Whom the units were taken from, and why: the last {@value #KEPT}. Thread-safe. */
final class Replacements {
  static final int KEPT = 64;

  private final ArrayDeque<ClusterStatus.Replacement> last = new ArrayDeque<>();
  private long count;

  /** Takes note, now. */
  synchronized void add(String member, String reason) {
    if (last.size() == KEPT) last.removeFirst();
    last.addLast(new ClusterStatus.Replacement(member, reason, System.currentTimeMillis()));
    count++;
  }

  /** Oldest first. */
  synchronized List<ClusterStatus.Replacement> last() {
    return List.copyOf(last);
  }

  /** How many there were since the start. */
  synchronized long count() {
    return count;
  }
}
