package io.pouw.node.metrics;

import io.pouw.ledger.LedgerState;
import io.pouw.management.pool.Distributor;
import io.pouw.management.pool.PoolDesk;
import io.pouw.management.pool.PoolHealth;
import io.pouw.management.pool.PoolState;
import io.pouw.management.pool.PoolStore;
import io.pouw.node.economics.Economics;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;

/**
 * How the pools stand.
 *
 * @param operated by this node
 * @param known all that this node knows, its own among them
 * @param members of the pools that it operates
 * @param levels how many of those are how healthy
 * @param creditedUnits their settled units that the next distribution would count
 * @param creditedGigaflop the work of those
 */
record PoolFigures(
    long operated,
    long known,
    long members,
    Map<PoolHealth.Level, Long> levels,
    long creditedUnits,
    double creditedGigaflop) {
  private static final int GIGA_DIGITS = 9;

  /** Reads them; blocks on the store. */
  static PoolFigures read(Economics economics, LedgerState ledger) {
    PoolDesk desk = economics.pools();
    var levels = new EnumMap<PoolHealth.Level, Long>(PoolHealth.Level.class);
    long operated = 0;
    long members = 0;
    long units = 0;
    BigInteger weight = BigInteger.ZERO;
    for (PoolStore.Entry each : desk.own()) {
      PoolState pool = each.state();
      operated++;
      members += pool.active().size();
      levels.merge(economics.health(each).level(), 1L, Long::sum);
      for (Distributor.Work work : desk.counting(pool, ledger).values()) {
        units += work.units();
        weight = weight.add(work.weight());
      }
    }
    return new PoolFigures(
        operated,
        desk.store().count(),
        members,
        levels,
        units,
        new BigDecimal(weight, GIGA_DIGITS).doubleValue());
  }
}
