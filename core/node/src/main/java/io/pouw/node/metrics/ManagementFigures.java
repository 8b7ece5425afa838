package io.pouw.node.metrics;

import io.pouw.ledger.LedgerState;
import io.pouw.management.payout.PayoutFigures;
import io.pouw.management.poot.ScoreSpread;
import io.pouw.management.poot.ScoreStore;
import io.pouw.management.worker.WorkerStatus;
import io.pouw.node.economics.Economics;
import io.pouw.node.payout.PayoutService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the management store says at one moment.
 *
 * @param workers registered ones by status
 * @param scores of the last period; empty before the first
 * @param rails payouts by rail
 */
record ManagementFigures(
    Map<WorkerStatus, Long> workers,
    PoolFigures pools,
    Optional<ScoreSpread> scores,
    SortedMap<String, PayoutFigures> rails) {
  /** Reads them; blocks on the store. */
  static ManagementFigures read(
      Economics economics, Optional<PayoutService> payouts, LedgerState ledger) {
    ScoreStore scores = economics.scorer().store();
    var rails = new TreeMap<String, PayoutFigures>();
    for (PayoutService.Open each : payouts.map(PayoutService::rails).orElse(List.of()))
      rails.put(each.rail().name(), each.engine().figures());
    return new ManagementFigures(
        economics.workers().store().countByStatus(),
        PoolFigures.read(economics, ledger),
        scores.lastPeriod().flatMap(period -> scores.spread(period.number())),
        rails);
  }
}
