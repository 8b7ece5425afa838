package io.pouw.security.audit;

import io.pouw.primitives.Domain;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;

/**
 * One thing that was done on this node, chained to the one before.
 *
 * @param sequence from 0, without a gap
 * @param previous hash of the entry before, {@link Hash#ZERO} for the first
 * @param timestampMs when, in milliseconds since 1970, 0 to {@value #MAX_TIMESTAMP_MS}
 * @param action label of an {@link AuditAction}, such as {@code peer.refused}; another program may
 *     know more of them
 * @param actor who did it
 * @param subject to whom or what
 * @param outcome how it ended and why
 */
public record AuditEntry(
    long sequence,
    Hash previous,
    long timestampMs,
    String action,
    String actor,
    String subject,
    String outcome)
    implements Encodable {
  public static final int MAX_ACTION = 32;
  public static final int MAX_ACTOR = 128;
  public static final int MAX_SUBJECT = 256;
  public static final int MAX_OUTCOME = 512;

  /** The last millisecond of the year 9999. */
  public static final long MAX_TIMESTAMP_MS = 253_402_300_799_999L;

  public AuditEntry {
    if (sequence < 0 || sequence == Long.MAX_VALUE)
      throw new IllegalArgumentException("sequence " + sequence + ", expected 0 or more");
    if (timestampMs < 0 || timestampMs > MAX_TIMESTAMP_MS)
      throw new IllegalArgumentException(
          "timestamp " + timestampMs + " ms, expected 0 to " + MAX_TIMESTAMP_MS);
    requirePlain("action", action, MAX_ACTION);
    requirePlain("actor", actor, MAX_ACTOR);
    requirePlain("subject", subject, MAX_SUBJECT);
    requirePlain("outcome", outcome, MAX_OUTCOME);
  }

  private static void requirePlain(String what, String text, int maxLength) {
    if (!AuditText.isPlain(text, maxLength))
      throw new IllegalArgumentException(
          "the %s has %d UTF-16 units, or a control character, expected at most %d and none"
              .formatted(what, text.length(), maxLength));
  }

  @Override
  public void encode(Encoder out) {
    out.i64(sequence)
        .hash(previous)
        .i64(timestampMs)
        .text(action)
        .text(actor)
        .text(subject)
        .text(outcome);
  }

  public Hash hash() {
    return Hash.of(Domain.AUDIT, this);
  }
}
