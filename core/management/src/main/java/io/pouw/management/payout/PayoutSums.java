package io.pouw.management.payout;

import java.util.EnumMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What payouts in SQL add up to. */
final class PayoutSums {
  private final Jdbi jdbi;

  PayoutSums(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  long spent(String rail, long epochDay) {
    return sum("rail = ? AND epoch_day = ? AND status <> 'FAILED'", rail, epochDay);
  }

  long outstanding(String rail) {
    return sum("rail = ? AND status IN ('BATCHED', 'SIGNED', 'BROADCAST', 'RETRIED')", rail);
  }

  private long sum(String where, Object... values) {
    return jdbi.withHandle(handle ->
        handle
            .select("SELECT COALESCE(SUM(amount), 0) FROM payout_payment WHERE " + where, values)
            .mapTo(Long.class)
            .one());
  }

  PayoutFigures figures(String rail, long epochDay) {
    return jdbi.withHandle(handle -> {
      var tallies = new EnumMap<PayoutStatus, PayoutFigures.Tally>(PayoutStatus.class);
      handle
          .createQuery(
              "SELECT status, COUNT(*), SUM(amount) FROM payout_request WHERE rail = :rail AND status"
                  + " IN ('REQUESTED', 'HELD', 'REFUSED') GROUP BY status UNION ALL SELECT status,"
                  + " COUNT(*), SUM(amount) FROM payout_payment WHERE rail = :rail GROUP BY status")
          .bind("rail", rail)
          .map((row, c) ->
              tallies.put(
                  PayoutStatus.valueOf(row.getString(1)),
                  new PayoutFigures.Tally(row.getLong(2), row.getLong(3))))
          .forEach(each -> {});
      return new PayoutFigures(
          tallies,
          spent(rail, epochDay),
          events(handle, rail, "retry"),
          events(handle, rail, "failed"));
    });
  }

  private static long events(Handle handle, String rail, String event) {
    return handle
        .createQuery("SELECT COUNT(*) FROM payout_audit WHERE rail = ? AND event = ?")
        .bind(0, rail)
        .bind(1, event)
        .mapTo(Long.class)
        .one();
  }
}
