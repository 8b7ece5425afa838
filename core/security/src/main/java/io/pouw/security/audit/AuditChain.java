package io.pouw.security.audit;

import io.pouw.primitives.Hash;
import java.util.Optional;

/**
 * Where a hash chain of entries stands. Whoever kept an earlier head can tell that nothing up to it
 * was changed or left out since; without one, somebody who may write the file can write another
 * chain.
 *
 * @param next sequence of the next entry
 * @param head hash of the entry before it, {@link Hash#ZERO} if there is none
 */
public record AuditChain(long next, Hash head) {
  public static final AuditChain EMPTY = new AuditChain(0, Hash.ZERO);

  /** The entry that comes next; a clock out of range is brought into it. */
  public AuditEntry entry(long timestampMs, AuditEvent event) {
    return new AuditEntry(
        next,
        head,
        Math.clamp(timestampMs, 0, AuditEntry.MAX_TIMESTAMP_MS),
        event.action().label(),
        event.actor(),
        event.subject(),
        event.outcome());
  }

  /** Just before an entry, whatever came before it: for a log whose beginning is not kept. */
  public static AuditChain before(AuditEntry entry) {
    return new AuditChain(entry.sequence(), entry.previous());
  }

  /** Why an entry cannot come next, in words; empty if it can. */
  public Optional<String> objection(AuditEntry entry) {
    if (entry.sequence() != next)
      return Optional.of("sequence %d, expected %d".formatted(entry.sequence(), next));
    if (!entry.previous().equals(head))
      return Optional.of(
          "sequence %d follows an entry of hash %s, expected %s"
              .formatted(entry.sequence(), entry.previous(), head));
    return Optional.empty();
  }

  /**
   * The chain with one more entry.
   *
   * @throws IllegalArgumentException if it does not come next
   */
  public AuditChain plus(AuditEntry entry) {
    objection(entry)
        .ifPresent(why -> {
          throw new IllegalArgumentException(why);
        });
    return new AuditChain(next + 1, entry.hash());
  }
}
