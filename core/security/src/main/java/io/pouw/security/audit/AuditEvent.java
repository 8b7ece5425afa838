package io.pouw.security.audit;

/**
 * Something to be audited. Texts may come from anywhere: what does not fit on a line is replaced,
 * what is too long is cut. They must hold no secret; who makes an event sees to that.
 *
 * @param actor who did it: an address, a caller of the API, the node itself; {@value
 *     AuditEntry#MAX_ACTOR} UTF-16 units
 * @param subject to whom or what; {@value AuditEntry#MAX_SUBJECT} units
 * @param outcome how it ended and why; {@value AuditEntry#MAX_OUTCOME} units
 */
public record AuditEvent(AuditAction action, String actor, String subject, String outcome) {
  /** The actor of what the node does by itself. */
  public static final String NODE = "node";

  public AuditEvent {
    actor = AuditText.clean(actor, AuditEntry.MAX_ACTOR);
    subject = AuditText.clean(subject, AuditEntry.MAX_SUBJECT);
    outcome = AuditText.clean(outcome, AuditEntry.MAX_OUTCOME);
  }
}
