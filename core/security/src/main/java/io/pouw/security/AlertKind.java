package io.pouw.security;

import java.util.Locale;

/** The kinds of {@link SecurityAlert}. */
public enum AlertKind {
  /** A peer sent more messages than its rate limit allows, and went on. */
  MESSAGE_FLOOD,
  /** A peer sent frames that are not the protocol, more than once. */
  MALFORMED_FRAMES,
  /** A peer relayed gossip whose signature or id is wrong. */
  FORGED_GOSSIP,
  /** Somebody tried to connect with another address than his key's. */
  IDENTITY_MISMATCH,
  /** Re-execution of a drawn unit gave other bytes than the miner committed. */
  INVALID_WORK,
  /** A validator signed two contradicting votes or blocks. */
  EQUIVOCATION,
  /** An update that stands out from the others of its round. */
  GRADIENT_POISONING;

  /** The name in logs and at the API, such as {@code message_flood}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
