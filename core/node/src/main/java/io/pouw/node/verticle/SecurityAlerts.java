package io.pouw.node.verticle;

import io.pouw.security.SecurityAlert;
import java.util.ArrayDeque;
import java.util.List;

/** The last {@value #MOST} security alerts of a node, and how many there were. Thread-safe. */
public final class SecurityAlerts {
  static final int MOST = 256;

  private final ArrayDeque<SecurityAlert> latest = new ArrayDeque<>();
  private long count;

  public synchronized void raise(SecurityAlert alert) {
    count++;
    if (latest.size() == MOST) latest.remove();
    latest.add(alert);
  }

  /** Oldest first. */
  public synchronized List<SecurityAlert> latest() {
    return List.copyOf(latest);
  }

  /** Since the start. */
  public synchronized long count() {
    return count;
  }
}
