package io.pouw.security.audit;

import io.pouw.security.TokenBucket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a flood of events from becoming a flood of the disk: of each kind so many are let through
 * at once (32 of what strangers bring about, 256 of the node's own doing) and so many in the long
 * run (six a minute, 60 a minute). The others are counted, and {@link #summaries} says how many
 * there were. Not thread-safe.
 */
public final class AuditThrottle {
  private final Map<AuditAction, TokenBucket> budgets = new EnumMap<>(AuditAction.class);
  private final Map<AuditAction, Long> leftOut = new EnumMap<>(AuditAction.class);

  public AuditThrottle(long nowNanos) {
    for (AuditAction each : AuditAction.values()) budgets.put(each, each.budget(nowNanos));
  }

  /** Whether an event of this kind may be written now; if not, it is counted. */
  public boolean admits(AuditAction action, long nowNanos) {
    TokenBucket budget = budgets.get(action);
    if (budget == null) throw new AssertionError("every kind has a budget");
    if (budget.tryTake(1, nowNanos)) return true;
    leaveOut(action);
    return false;
  }

  /** Counts an event that could not be written for another reason. */
  public void leaveOut(AuditAction action) {
    leftOut.merge(action, 1L, Long::sum);
  }

  /** What was left out since the last call, one event for each kind; none if nothing was. */
  public List<AuditEvent> summaries() {
    var summaries = new ArrayList<AuditEvent>();
    leftOut.forEach((action, count) ->
        summaries.add(
            new AuditEvent(
                AuditAction.AUDIT_MORE,
                AuditEvent.NODE,
                action.label(),
                count + " more of " + action.label())));
    leftOut.clear();
    return summaries;
  }
}
