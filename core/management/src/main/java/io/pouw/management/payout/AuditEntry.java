package io.pouw.management.payout;

/**
 * A line of the audit trail.
 *
 * @param subject reference of a request or payment, or {@code batch N}
 * @param actor who did it: an operator's name, or {@code engine}
 */
public record AuditEntry(
    long number,
    long atMs,
    String rail,
    String subject,
    String event,
    String actor,
    String detail) {
  static final String ENGINE = "engine";
}
