package io.pouw.management.payout;

import io.pouw.plugin.PayoutChannel.SignedPayment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Batches, their payments and transfers in SQL; each call within a transaction. */
final class PaymentRows {
  private PaymentRows() {}

  static long create(
      Handle handle,
      String rail,
      List<BatchPlan.Payment> payments,
      long feeEach,
      long nowMs,
      long epochDay) {
    RequestRows.take(handle, payments);
    long total = payments.stream().mapToLong(BatchPlan.Payment::amount).sum();
    long batch =
        handle
            .createUpdate(
                "INSERT INTO payout_batch (rail, created_ms, payments, amount, fee_estimate)"
                    + " VALUES (?, ?, ?, ?, ?)")
            .bind(0, rail)
            .bind(1, nowMs)
            .bind(2, payments.size())
            .bind(3, total)
            .bind(4, feeEach * payments.size())
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    insertPayments(handle, batch, rail, payments, feeEach, nowMs, epochDay);
    linkRequests(handle, batch, payments);
    PayoutTrail.add(
        handle,
        rail,
        "batch " + batch,
        "batched",
        AuditEntry.ENGINE,
        payments.size() + " payments, " + total,
        nowMs);
    return batch;
  }

  private static void insertPayments(
      Handle handle,
      long batch,
      String rail,
      List<BatchPlan.Payment> payments,
      long feeEach,
      long nowMs,
      long epochDay) {
    PreparedBatch rows =
        handle.prepareBatch(
            "INSERT INTO payout_payment (batch_id, rail, reference, account, amount, status,"
                + " attempt, due_ms, epoch_day, fee_estimate, fee, reason, updated_ms) VALUES"
                + " (:batch, :rail, :reference, :account, :amount, 'BATCHED', 0, :now, :day, :fee,"
                + " 0, '', :now)");
    for (BatchPlan.Payment each : payments)
      rows.bind("batch", batch)
          .bind("rail", rail)
          .bind("reference", each.references().getFirst())
          .bind("account", each.account())
          .bind("amount", each.amount())
          .bind("now", nowMs)
          .bind("day", epochDay)
          .bind("fee", feeEach)
          .add();
    rows.execute();
  }

  private static void linkRequests(Handle handle, long batch, List<BatchPlan.Payment> payments) {
    Map<String, Long> ids = new HashMap<>();
    handle
        .createQuery("SELECT reference, id FROM payout_payment WHERE batch_id = ?")
        .bind(0, batch)
        .map((row, c) -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(each -> ids.put(each.getKey(), each.getValue()));
    PreparedBatch rows =
        handle.prepareBatch(
            "UPDATE payout_request SET payment_id = :payment WHERE reference = :reference");
    for (BatchPlan.Payment payment : payments)
      for (String each : payment.references())
        rows.bind("payment", ids.get(payment.references().getFirst()))
            .bind("reference", each)
            .add();
    rows.execute();
  }

  static void signed(
      Handle handle, List<StoredPayment> payments, List<SignedPayment> transfers, long nowMs) {
    PreparedBatch kept =
        handle.prepareBatch(
            "INSERT INTO payout_transfer (id, payment_id, attempt, bytes, signed_ms, seen, dead)"
                + " VALUES (:id, :payment, :attempt, :bytes, :now, '', FALSE)");
    PreparedBatch moved =
        handle.prepareBatch(
            "UPDATE payout_payment SET status = 'SIGNED', attempt = :next, due_ms = :now,"
                + " updated_ms = :now, reason = '' WHERE id = :payment AND attempt = :attempt AND"
                + " status IN ('BATCHED', 'RETRIED') AND NOT EXISTS (SELECT 1 FROM"
                + " payout_transfer WHERE payment_id = :payment AND dead = FALSE)");
    var lines = new ArrayList<PayoutTrail.Line>();
    for (int i = 0; i < payments.size(); i++) {
      StoredPayment payment = payments.get(i);
      SignedPayment transfer = transfers.get(i);
      int next = payment.attempt() + 1;
      kept.bind("id", transfer.id())
          .bind("payment", payment.id())
          .bind("attempt", next)
          .bind("bytes", transfer.bytes())
          .bind("now", nowMs)
          .add();
      moved
          .bind("payment", payment.id())
          .bind("attempt", payment.attempt())
          .bind("next", next)
          .bind("now", nowMs)
          .add();
      lines.add(
          new PayoutTrail.Line(
              payment, "signed", "attempt " + next + ", transfer " + transfer.id()));
    }
    for (int changed : moved.execute())
      if (changed != 1)
        throw new IllegalStateException(
            "a payment was signed elsewhere meanwhile, or an earlier transfer may still pay");
    kept.execute();
    PayoutTrail.add(handle, lines, nowMs);
  }

  static void apply(Handle handle, List<PaymentChange> changes, long nowMs) {
    int[] kept = move(handle, changes, nowMs);
    PreparedBatch transfers =
        handle.prepareBatch(
            "UPDATE payout_transfer SET seen = :seen, dead = :dead WHERE payment_id = :payment"
                + " AND attempt = :attempt");
    var lines = new ArrayList<PayoutTrail.Line>();
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] != 1) continue;
      PaymentChange each = changes.get(i);
      transfers
          .bind("seen", each.seen())
          .bind("dead", each.dead())
          .bind("payment", each.before().id())
          .bind("attempt", each.before().attempt())
          .add();
      if (!each.event().isEmpty())
        lines.add(new PayoutTrail.Line(each.before(), each.event(), each.detail()));
    }
    if (transfers.size() > 0) transfers.execute();
    PayoutTrail.add(handle, lines, nowMs);
  }

  private static int[] move(Handle handle, List<PaymentChange> changes, long nowMs) {
    PreparedBatch rows =
        handle.prepareBatch(
            "UPDATE payout_payment SET status = :to, due_ms = :due, reason = :reason, fee = fee +"
                + " :fee, updated_ms = :now WHERE id = :id AND status = :from AND attempt ="
                + " :attempt");
    for (PaymentChange each : changes)
      rows.bind("to", each.to().name())
          .bind("due", each.dueMs())
          .bind("reason", PayoutTrail.cut(each.reason()))
          .bind("fee", each.fee())
          .bind("now", nowMs)
          .bind("id", each.before().id())
          .bind("from", each.before().status().name())
          .bind("attempt", each.before().attempt())
          .add();
    return rows.execute();
  }

  static void revive(Handle handle, String reference, String actor, long nowMs) {
    int changed =
        handle.execute(
            "UPDATE payout_payment SET status = 'RETRIED', due_ms = ?, updated_ms = ? WHERE"
                + " status = 'FAILED' AND id = (SELECT payment_id FROM payout_request WHERE"
                + " reference = ?)",
            nowMs,
            nowMs,
            reference);
    if (changed == 0) throw new IllegalStateException("'" + reference + "' has not failed");
    String rail = PayoutQueries.request(handle, reference).orElseThrow().rail();
    PayoutTrail.add(handle, rail, reference, "revived", actor, "", nowMs);
  }
}
