package io.pouw.management.payout;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Payouts in SQL: the reading side of {@link SqlPayouts}. */
final class PayoutQueries {
  /** A request has the status of its payment once it has one. */
  private static final String VIEW =
      """
      SELECT r.reference, r.rail, r.member, r.account, r.amount, r.approved_by, r.requested_ms,
        COALESCE(p.status, r.status) AS status, p.batch_id, COALESCE(p.attempt, 0) AS attempt,
        t.id AS transfer, COALESCE(t.seen, '') AS seen, COALESCE(p.fee, 0) AS fee,
        COALESCE(p.reason, '') AS reason
      FROM payout_request r
      LEFT JOIN payout_payment p ON p.id = r.payment_id
      LEFT JOIN payout_transfer t ON t.payment_id = p.id AND t.attempt = p.attempt
      """;

  /** Values in one list of a statement. */
  private static final int CHUNK = 500;

  private final Jdbi jdbi;

  PayoutQueries(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  static Optional<PayoutRequest> request(Handle handle, String reference) {
    return handle
        .createQuery("SELECT * FROM payout_request WHERE reference = ?")
        .bind(0, reference)
        .map((row, c) -> request(row))
        .findOne();
  }

  /** Those of these that are there already, by reference. */
  static Map<String, PayoutRequest> requests(Handle handle, List<PayoutRequest> wanted) {
    var found = new HashMap<String, PayoutRequest>();
    for (int from = 0; from < wanted.size(); from += CHUNK)
      handle
          .createQuery("SELECT * FROM payout_request WHERE reference IN (<references>)")
          .bindList(
              "references",
              wanted.subList(from, Math.min(wanted.size(), from + CHUNK)).stream()
                  .map(PayoutRequest::reference)
                  .toList())
          .map((row, c) -> request(row))
          .forEach(each -> found.put(each.reference(), each));
    return found;
  }

  private static PayoutRequest request(ResultSet row) throws SQLException {
    return new PayoutRequest(
        row.getString("reference"),
        row.getString("rail"),
        row.getString("member"),
        row.getString("account"),
        row.getLong("amount"));
  }

  List<BatchPlan.Open> open(String rail, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT reference, account, amount, approved_by FROM payout_request WHERE rail ="
                    + " :rail AND status = 'REQUESTED' ORDER BY number LIMIT :limit")
            .bind("rail", rail)
            .bind("limit", limit)
            .map((row, c) ->
                new BatchPlan.Open(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    !row.getString(4).isEmpty()))
            .list());
  }

  Optional<Long> lastBatchMs(String rail) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT created_ms FROM payout_batch WHERE rail = ? ORDER BY id DESC LIMIT 1")
            .bind(0, rail)
            .mapTo(Long.class)
            .findOne());
  }

  List<StoredPayment> due(String rail, Collection<PayoutStatus> statuses, long nowMs, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT * FROM payout_payment WHERE rail = :rail AND status IN (<statuses>) AND"
                    + " due_ms <= :now ORDER BY id LIMIT :limit")
            .bind("rail", rail)
            .bindList("statuses", statuses.stream().map(Enum::name).toList())
            .bind("now", nowMs)
            .bind("limit", limit)
            .map((row, c) -> payment(row))
            .list());
  }

  private static StoredPayment payment(ResultSet row) throws SQLException {
    return new StoredPayment(
        row.getLong("id"),
        row.getLong("batch_id"),
        row.getString("rail"),
        row.getString("reference"),
        row.getString("account"),
        row.getLong("amount"),
        PayoutStatus.valueOf(row.getString("status")),
        row.getInt("attempt"),
        row.getLong("due_ms"),
        row.getLong("fee_estimate"),
        row.getLong("fee"),
        row.getString("reason"));
  }

  Map<Long, StoredTransfer> transfers(Collection<StoredPayment> payments) {
    if (payments.isEmpty()) return Map.of();
    var found = new HashMap<Long, StoredTransfer>();
    jdbi.useHandle(handle ->
        handle
            .createQuery(
                "SELECT t.* FROM payout_transfer t JOIN payout_payment p ON p.id = t.payment_id AND"
                    + " p.attempt = t.attempt WHERE p.id IN (<ids>)")
            .bindList("ids", payments.stream().map(StoredPayment::id).toList())
            .map((row, c) ->
                new StoredTransfer(
                    row.getString("id"),
                    row.getLong("payment_id"),
                    row.getInt("attempt"),
                    row.getBytes("bytes"),
                    row.getString("seen")))
            .forEach(each -> found.put(each.payment(), each)));
    return found;
  }

  Optional<PayoutView> find(String reference) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(VIEW + "WHERE r.reference = ?")
            .bind(0, reference)
            .map((row, c) -> view(row))
            .findOne());
  }

  List<PayoutView> list(PayoutFilter filter) {
    String where =
        "WHERE 1 = 1"
            + (filter.rail().isPresent() ? " AND r.rail = :rail" : "")
            + (filter.member().isPresent() ? " AND r.member = :member" : "")
            + (filter.status().isPresent() ? " AND COALESCE(p.status, r.status) = :status" : "");
    return jdbi.withHandle(handle -> {
      var query =
          handle.createQuery(VIEW + where + " ORDER BY r.number DESC LIMIT :limit OFFSET :skip");
      filter.rail().ifPresent(rail -> query.bind("rail", rail));
      filter.member().ifPresent(member -> query.bind("member", member));
      filter.status().ifPresent(status -> query.bind("status", status.name()));
      return query
          .bind("limit", filter.limit())
          .bind("skip", filter.skip())
          .map((row, c) -> view(row))
          .list();
    });
  }

  private static PayoutView view(ResultSet row) throws SQLException {
    long batch = row.getLong("batch_id");
    Optional<Long> inBatch = row.wasNull() ? Optional.empty() : Optional.of(batch);
    return new PayoutView(
        request(row),
        PayoutStatus.valueOf(row.getString("status")),
        row.getString("approved_by"),
        row.getLong("requested_ms"),
        inBatch,
        row.getInt("attempt"),
        Optional.ofNullable(row.getString("transfer")),
        row.getString("seen"),
        row.getLong("fee"),
        row.getString("reason"));
  }

  List<AuditEntry> audit(String subject, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT * FROM payout_audit WHERE subject = :subject ORDER BY number LIMIT :limit")
            .bind("subject", subject)
            .bind("limit", limit)
            .map((row, c) ->
                new AuditEntry(
                    row.getLong("number"),
                    row.getLong("at_ms"),
                    row.getString("rail"),
                    row.getString("subject"),
                    row.getString("event"),
                    row.getString("actor"),
                    row.getString("detail")))
            .list());
  }
}
