package io.pouw.management.resource;

import java.util.Map;
import java.util.TreeMap;

/** Who was promised which part of the machine; never more than there is. Safe for many threads. */
public final class Allocation {
  private final int cores;
  private final long memoryBytes;
  private final Map<String, Grant> grants = new TreeMap<>();

  /** What one user was promised. */
  public record Grant(int cores, long memoryBytes) {
    public Grant {
      if (cores < 0 || memoryBytes < 0)
        throw new IllegalArgumentException(
            "%d cores and %d bytes, expected 0 or more".formatted(cores, memoryBytes));
    }
  }

  public Allocation(int cores, long memoryBytes) {
    this.cores = cores;
    this.memoryBytes = memoryBytes;
  }

  /**
   * Promises a part, instead of what the user had.
   *
   * @return whether there was room; if not, the user keeps what it had
   */
  public synchronized boolean reserve(String user, Grant wanted) {
    Grant free = free();
    Grant own = grants.getOrDefault(user, new Grant(0, 0));
    if (wanted.cores() > free.cores() + own.cores()
        || wanted.memoryBytes() > free.memoryBytes() + own.memoryBytes()) return false;
    grants.put(user, wanted);
    return true;
  }

  public synchronized void release(String user) {
    grants.remove(user);
  }

  public synchronized Grant free() {
    int coresLeft = cores;
    long memoryLeft = memoryBytes;
    for (Grant each : grants.values()) {
      coresLeft -= each.cores();
      memoryLeft -= each.memoryBytes();
    }
    return new Grant(coresLeft, memoryLeft);
  }

  /** The promises of now, by user. */
  public synchronized Map<String, Grant> grants() {
    return new TreeMap<>(grants);
  }
}
