package io.pouw.security;

import io.pouw.primitives.Domain;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;

/**
 * One thing that was done on this node, chained to the one before.
 *
 * @param sequence from 0, without a gap
 * @param previous hash of the entry before, {@link Hash#ZERO} for the first
 * @param timestampMs when, in milliseconds since 1970
 * @param actor who did it: an address, an API user, the node itself
 * @param action what, such as {@code peer.ban}
 * @param subject to whom or what
 * @param outcome how it ended and why
 */
public record AuditEntry(
    long sequence,
    Hash previous,
    long timestampMs,
    String actor,
    String action,
    String subject,
    String outcome)
    implements Encodable {
  @Override
  public void encode(Encoder out) {
    out.i64(sequence)
        .hash(previous)
        .i64(timestampMs)
        .text(actor)
        .text(action)
        .text(subject)
        .text(outcome);
  }

  public Hash hash() {
    return Hash.of(Domain.AUDIT, this);
  }
}
