package io.pouw.management.pool;

import io.pouw.management.worker.WorkerStatus;
import io.pouw.primitives.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a pool is.
 *
 * @param members of now
 * @param active members whose heartbeats come
 * @param reasons why it is not healthy, for people
 */
public record PoolHealth(Level level, int members, int active, List<String> reasons) {
  /** Members that have to be there, of all, for a healthy pool, in percent. */
  private static final int HEALTHY_PERCENT = 80;

  private static final int DEGRADED_PERCENT = 50;

  /** From good to bad. */
  public enum Level {
    HEALTHY,
    DEGRADED,
    CRITICAL
  }

  /**
   * Judges a pool.
   *
   * @param statuses of the registered workers; a member that is not registered here counts as away
   * @param forked whether its operator signed versions that contradict each other
   */
  public static PoolHealth of(PoolState pool, Map<Address, WorkerStatus> statuses, boolean forked) {
    int members = pool.active().size();
    int active = 0;
    for (Membership each : pool.active())
      if (statuses.get(each.worker()) == WorkerStatus.ACTIVE) active++;
    var level = Level.HEALTHY;
    var reasons = new ArrayList<String>();
    if (members > 0 && active * 100 < members * HEALTHY_PERCENT) {
      level = active * 100 < members * DEGRADED_PERCENT ? Level.CRITICAL : Level.DEGRADED;
      reasons.add("%d of %d members are active".formatted(active, members));
    }
    if (members < PoolTerms.MIN_MEMBERS) {
      level = Level.CRITICAL;
      reasons.add("%d members, expected at least %d".formatted(members, PoolTerms.MIN_MEMBERS));
    }
    if (forked) {
      level = Level.CRITICAL;
      reasons.add("its operator signed versions that contradict each other");
    }
    return new PoolHealth(level, members, active, List.copyOf(reasons));
  }
}
