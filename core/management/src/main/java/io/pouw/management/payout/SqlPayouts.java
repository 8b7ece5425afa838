package io.pouw.management.payout;

import io.pouw.plugin.PayoutChannel.SignedPayment;
import io.pouw.storage.sql.SqlStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Payouts in SQL: the writing side; {@link PayoutQueries} reads. */
final class SqlPayouts implements PayoutStore {
  private static final int MAX_DETAIL = 500;

  private final SqlStore sql;
  private final Jdbi jdbi;
  private final PayoutQueries queries;

  SqlPayouts(SqlStore sql) {
    this.sql = sql;
    this.jdbi = sql.jdbi();
    this.queries = new PayoutQueries(jdbi);
  }

  @Override
  public int add(List<PayoutRequest> requests, String actor, long nowMs) {
    return jdbi.inTransaction(handle -> {
      Map<String, PayoutRequest> known = PayoutQueries.requests(handle, requests);
      var fresh = new ArrayList<PayoutRequest>();
      for (PayoutRequest each : requests) {
        PayoutRequest there = known.putIfAbsent(each.reference(), each);
        if (there == null) fresh.add(each);
        else requireSame(each, there);
      }
      if (!fresh.isEmpty()) insert(handle, fresh, actor, nowMs);
      return fresh.size();
    });
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
          .bind("detail", cut(text(each)))
          .add();
    }
    rows.execute();
    lines.execute();
  }

  @Override
  public void hold(String rail, List<String> references, long nowMs) {
    jdbi.useTransaction(handle -> {
      for (String each : references) {
        int changed =
            handle.execute(
                "UPDATE payout_request SET status = 'HELD' WHERE reference = ? AND status ="
                    + " 'REQUESTED'",
                each);
        if (changed == 1)
          audit(handle, rail, each, "held", AuditEntry.ENGINE, "awaits approval", nowMs);
      }
    });
  }

  @Override
  public void decide(String reference, boolean approve, String actor, long nowMs) {
    jdbi.useTransaction(handle -> {
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
      audit(handle, rail, reference, approve ? "approved" : "refused", actor, "", nowMs);
    });
  }

  @Override
  public void revive(String reference, String actor, long nowMs) {
    jdbi.useTransaction(handle -> {
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
      audit(handle, rail, reference, "revived", actor, "", nowMs);
    });
  }

  @Override
  public long createBatch(
      String rail, List<BatchPlan.Payment> payments, long feeEach, long nowMs, long epochDay) {
    return jdbi.inTransaction(handle -> {
      takeRequests(handle, payments);
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
      audit(
          handle,
          rail,
          "batch " + batch,
          "batched",
          AuditEntry.ENGINE,
          payments.size() + " payments, " + total,
          nowMs);
      return batch;
    });
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

  /** Each request goes into one payment; if one is gone already, nothing of this happens. */
  private static void takeRequests(Handle handle, List<BatchPlan.Payment> payments) {
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

  @Override
  public void signed(List<StoredPayment> payments, List<SignedPayment> transfers, long nowMs) {
    jdbi.useTransaction(handle -> {
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
      var lines = new ArrayList<Line>();
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
        lines.add(new Line(payment, "signed", "attempt " + next + ", transfer " + transfer.id()));
      }
      for (int changed : moved.execute())
        if (changed != 1)
          throw new IllegalStateException(
              "a payment was signed elsewhere meanwhile, or an earlier transfer may still pay");
      kept.execute();
      audit(handle, lines, nowMs);
    });
    sql.sync();
  }

  private record Line(StoredPayment payment, String event, String detail) {}

  @Override
  public void apply(List<PaymentChange> changes, long nowMs) {
    if (changes.isEmpty()) return;
    jdbi.useTransaction(handle -> {
      int[] kept = move(handle, changes, nowMs);
      PreparedBatch transfers =
          handle.prepareBatch(
              "UPDATE payout_transfer SET seen = :seen, dead = :dead WHERE payment_id = :payment"
                  + " AND attempt = :attempt");
      var lines = new ArrayList<Line>();
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
          lines.add(new Line(each.before(), each.event(), each.detail()));
      }
      if (transfers.size() > 0) transfers.execute();
      audit(handle, lines, nowMs);
    });
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
          .bind("reason", cut(each.reason()))
          .bind("fee", each.fee())
          .bind("now", nowMs)
          .bind("id", each.before().id())
          .bind("from", each.before().status().name())
          .bind("attempt", each.before().attempt())
          .add();
    return rows.execute();
  }

  @Override
  public void note(String rail, String subject, String event, String detail, long nowMs) {
    jdbi.useTransaction(
        handle -> audit(handle, rail, subject, event, AuditEntry.ENGINE, detail, nowMs));
  }

  private static void audit(Handle handle, List<Line> lines, long nowMs) {
    if (lines.isEmpty()) return;
    PreparedBatch rows =
        handle.prepareBatch(
            "INSERT INTO payout_audit (at_ms, rail, subject, event, actor, detail) VALUES (:now,"
                + " :rail, :subject, :event, 'engine', :detail)");
    for (Line each : lines)
      rows.bind("now", nowMs)
          .bind("rail", each.payment().rail())
          .bind("subject", each.payment().reference())
          .bind("event", each.event())
          .bind("detail", cut(each.detail()))
          .add();
    rows.execute();
  }

  private static void audit(
      Handle handle,
      String rail,
      String subject,
      String event,
      String actor,
      String detail,
      long nowMs) {
    handle.execute(
        "INSERT INTO payout_audit (at_ms, rail, subject, event, actor, detail) VALUES (?, ?, ?, ?,"
            + " ?, ?)",
        nowMs,
        rail,
        subject,
        event,
        actor,
        cut(detail));
  }

  private static String cut(String text) {
    return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL);
  }

  @Override
  public List<BatchPlan.Open> open(String rail, int limit) {
    return queries.open(rail, limit);
  }

  @Override
  public long spent(String rail, long epochDay) {
    return queries.spent(rail, epochDay);
  }

  @Override
  public long outstanding(String rail) {
    return queries.outstanding(rail);
  }

  @Override
  public Optional<Long> lastBatchMs(String rail) {
    return queries.lastBatchMs(rail);
  }

  @Override
  public List<StoredPayment> due(
      String rail, Collection<PayoutStatus> statuses, long nowMs, int limit) {
    return queries.due(rail, statuses, nowMs, limit);
  }

  @Override
  public Map<Long, StoredTransfer> transfers(Collection<StoredPayment> payments) {
    return queries.transfers(payments);
  }

  @Override
  public Optional<PayoutView> find(String reference) {
    return queries.find(reference);
  }

  @Override
  public List<PayoutView> list(PayoutFilter filter) {
    return queries.list(filter);
  }

  @Override
  public List<AuditEntry> audit(String subject, int limit) {
    return queries.audit(subject, limit);
  }
}
