package io.pouw.management.payout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Requests in SQL until they are part of a payment; each call within a transaction. */
final class RequestRows {
  private RequestRows() {}

  static int add(Handle handle, List<PayoutRequest> requests, String actor, long nowMs) {
    Map<String, PayoutRequest> known = PayoutQueries.requests(handle, requests);
    var fresh = new ArrayList<PayoutRequest>();
    for (PayoutRequest each : requests) {
      PayoutRequest there = known.putIfAbsent(each.reference(), each);
      if (there == null) fresh.add(each);
      else requireSame(each, there);
    }
    if (!fresh.isEmpty()) insert(handle, fresh, actor, nowMs);
    return fresh.size();
  }

  private static void requireSame(PayoutRequest wanted, PayoutRequest there) {
    if (!wanted.equals(there))
      throw new IllegalArgumentException(
          "reference '%s' is taken by another request: %s, not %s"
              .formatted(wanted.reference(), text(there), text(wanted)));
  }

  private static String text(PayoutRequest request) {
    return "%d to %s for %s by %s"
        .formatted(request.amount(), request.account(), request.member(), request.rail());
  }

  private static void insert(
      Handle handle, List<PayoutRequest> requests, String actor, long nowMs) {
    PreparedBatch rows =
        handle.prepareBatch(
            "INSERT INTO payout_request (reference, rail, member, account, amount, status,"
                + " approved_by, requested_ms) VALUES (:reference, :rail, :member, :account,"
                + " :amount, 'REQUESTED', '', :now)");
    PreparedBatch lines =
        handle.prepareBatch(
            "INSERT INTO payout_audit (at_ms, rail, subject, event, actor, detail) VALUES (:now,"
                + " :rail, :subject, 'requested', :actor, :detail)");
    for (PayoutRequest each : requests) {
      rows.bind("reference", each.reference())
          .bind("rail", each.rail())
          .bind("member", each.member())
          .bind("account", each.account())
          .bind("amount", each.amount())
          .bind("now", nowMs)
          .add();
      lines
          .bind("now", nowMs)
          .bind("rail", each.rail())
          .bind("subject", each.reference())
          .bind("actor", actor)
          .bind("detail", PayoutTrail.cut(text(each)))
          .add();
    }
    rows.execute();
    lines.execute();
  }

  static void hold(Handle handle, String rail, List<String> references, long nowMs) {
    for (String each : references) {
      int changed =
          handle.execute(
              "UPDATE payout_request SET status = 'HELD' WHERE reference = ? AND status ="
                  + " 'REQUESTED'",
              each);
      if (changed == 1)
        PayoutTrail.add(handle, rail, each, "held", AuditEntry.ENGINE, "awaits approval", nowMs);
    }
  }

  static void decide(Handle handle, String reference, boolean approve, String actor, long nowMs) {
    int changed =
        handle.execute(
            "UPDATE payout_request SET status = ?, approved_by = ? WHERE reference = ? AND status"
                + " = 'HELD'",
            approve ? "REQUESTED" : "REFUSED",
            approve ? actor : "",
            reference);
    if (changed == 0)
      throw new IllegalStateException("'" + reference + "' does not wait for an approval");
    String rail = PayoutQueries.request(handle, reference).orElseThrow().rail();
    PayoutTrail.add(handle, rail, reference, approve ? "approved" : "refused", actor, "", nowMs);
  }

  /** Each goes into one payment; if one is gone already, nothing of the transaction happens. */
  static void take(Handle handle, List<BatchPlan.Payment> payments) {
    PreparedBatch rows =
        handle.prepareBatch(
            "UPDATE payout_request SET status = 'BATCHED' WHERE reference = :reference AND status ="
                + " 'REQUESTED'");
    for (BatchPlan.Payment payment : payments)
      for (String each : payment.references()) rows.bind("reference", each).add();
    for (int changed : rows.execute())
      if (changed != 1)
        throw new IllegalStateException("a request of the batch went into another one meanwhile");
  }
}
