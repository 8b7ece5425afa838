package io.pouw.node.verticle;

import io.pouw.security.SecurityAlert;
import io.pouw.security.audit.AuditAction;
import io.pouw.security.audit.AuditEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The last {@value #MOST} security alerts of a node, and how many there were; all of them are
 * audited. Thread-safe.
 */
public final class SecurityAlerts {
  static final int MOST = 256;

  private final ArrayDeque<SecurityAlert> latest = new ArrayDeque<>();
  private final Consumer<AuditEvent> audit;
  private long count;

  SecurityAlerts(Consumer<AuditEvent> audit) {
    this.audit = audit;
  }

  public void raise(SecurityAlert alert) {
    keep(alert);
    audit.accept(
        new AuditEvent(
            AuditAction.SECURITY_ALERT,
            alert.sourcePeer().toString(),
            alert.kind().label(),
            alert.detail()));
  }

  private synchronized void keep(SecurityAlert alert) {
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
