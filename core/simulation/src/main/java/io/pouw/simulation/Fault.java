package io.pouw.simulation;

import java.time.Duration;
import java.util.List;

/** Something that strikes at a time that the seed has drawn. */
public sealed interface Fault {
  /** Nodes hear only those of the same group. */
  record Partition(List<Integer> groupOfNode) implements Fault {
    public Partition {
      groupOfNode = List.copyOf(groupOfNode);
    }
  }

  /** What some nodes send no longer reaches the others; the way back stays open. */
  record OneWay(List<Integer> silenced) implements Fault {
    public OneWay {
      silenced = List.copyOf(silenced);
    }
  }

  /** All links open again. */
  record Heal() implements Fault {}

  /** What goes from one node to the other arrives after the time, all at once. */
  record Clog(int from, int to, Duration duration) implements Fault {}

  /** A node does nothing for a time, as under a long garbage collection or a suspended machine. */
  record Pause(int node, Duration duration) implements Fault {}

  /** A node ends, and the disk treats what was not synced in this way. */
  record Crash(int node, DiskFault disk) implements Fault {}

  /** A node ends in one of its next operations on its disk, or finds the disk full there. */
  record CrashAtDisk(int node, int operationsAhead, DiskFault disk) implements Fault {}

  /** All nodes end at once. */
  record Blackout(DiskFault disk) implements Fault {}

  /** A bit of a stored final block turns over; seen at the next start. */
  record Rot(int node) implements Fault {}

  /** A bit of a vote turns over that was stored; seen at the next start. */
  record RotVotes(int node) implements Fault {}

  /** A node starts if it does not run; its disk has space again. */
  record Restart(int node) implements Fault {}

  /**
   * A node starts anew as another version: with timeouts of so many percent of the others', and a
   * protocol that only nodes of the same one understand.
   */
  record Upgrade(int node, int timeoutPercent, int protocol) implements Fault {}

  /** A fault and when it strikes. */
  record Timed(Duration at, Fault fault) {
    @Override
    public String toString() {
      return "%.3fs %s".formatted(at.toNanos() / 1e9, fault);
    }
  }
}
