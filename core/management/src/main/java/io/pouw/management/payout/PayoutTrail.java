package io.pouw.management.payout;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes the audit trail, in the transaction of what it tells of. */
final class PayoutTrail {
  private static final int MAX_DETAIL = 500;

  private PayoutTrail() {}

  /** What the engine did with a payment. */
  record Line(StoredPayment payment, String event, String detail) {}

  static void add(Handle handle, List<Line> lines, long nowMs) {
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

  static void add(
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

  static String cut(String text) {
    return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL);
  }
}
