package io.pouw.management.payout;

import io.pouw.plugin.PayoutChannel.SignedPayment;
import io.pouw.storage.sql.SqlStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Payouts in SQL. {@link RequestRows} and {@link PaymentRows} write, with {@link PayoutTrail};
 * {@link PayoutQueries} reads.
 */
final class SqlPayouts implements PayoutStore {
  private final SqlStore sql;
  private final Jdbi jdbi;
  private final PayoutQueries queries;
  private final PayoutSums sums;

  SqlPayouts(SqlStore sql) {
    this.sql = sql;
    this.jdbi = sql.jdbi();
    this.queries = new PayoutQueries(jdbi);
    this.sums = new PayoutSums(jdbi);
  }

  @Override
  public int add(List<PayoutRequest> requests, String actor, long nowMs) {
    return jdbi.inTransaction(handle -> RequestRows.add(handle, requests, actor, nowMs));
  }

  @Override
  public void hold(String rail, List<String> references, long nowMs) {
    jdbi.useTransaction(handle -> RequestRows.hold(handle, rail, references, nowMs));
  }

  @Override
  public void decide(String reference, boolean approve, String actor, long nowMs) {
    jdbi.useTransaction(handle -> RequestRows.decide(handle, reference, approve, actor, nowMs));
  }

  @Override
  public void revive(String reference, String actor, long nowMs) {
    jdbi.useTransaction(handle -> PaymentRows.revive(handle, reference, actor, nowMs));
  }

  @Override
  public long createBatch(
      String rail, List<BatchPlan.Payment> payments, long feeEach, long nowMs, long epochDay) {
    return jdbi.inTransaction(
        handle -> PaymentRows.create(handle, rail, payments, feeEach, nowMs, epochDay));
  }

  @Override
  public void signed(List<StoredPayment> payments, List<SignedPayment> transfers, long nowMs) {
    jdbi.useTransaction(handle -> PaymentRows.signed(handle, payments, transfers, nowMs));
    sql.sync();
  }

  @Override
  public void apply(List<PaymentChange> changes, long nowMs) {
    if (changes.isEmpty()) return;
    jdbi.useTransaction(handle -> PaymentRows.apply(handle, changes, nowMs));
  }

  @Override
  public void note(String rail, String subject, String event, String detail, long nowMs) {
    jdbi.useTransaction(
        handle -> PayoutTrail.add(handle, rail, subject, event, AuditEntry.ENGINE, detail, nowMs));
  }

  @Override
  public List<BatchPlan.Open> open(String rail, int limit) {
    return queries.open(rail, limit);
  }

  @Override
  public long spent(String rail, long epochDay) {
    return sums.spent(rail, epochDay);
  }

  @Override
  public long outstanding(String rail) {
    return sums.outstanding(rail);
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

  @Override
  public PayoutFigures figures(String rail, long epochDay) {
    return sums.figures(rail, epochDay);
  }
}
