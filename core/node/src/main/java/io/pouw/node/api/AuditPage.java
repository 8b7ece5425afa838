package io.pouw.node.api;

import io.pouw.security.audit.AuditChain;
import io.pouw.security.audit.AuditEntry;
import java.util.List;

/**
 * A part of the audit log.
 *
 * @param entries oldest first
 * @param first sequence of the oldest entry that is kept; that of the next one if there is none
 * @param chain where the log stands
 */
public record AuditPage(List<AuditEntry> entries, long first, AuditChain chain) {
  public AuditPage {
    entries = List.copyOf(entries);
  }
}
