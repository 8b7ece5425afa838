package io.pouw.consensus;

import io.pouw.primitives.Domain;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;

/**
 * Verifies the signatures of votes. A port, so that a host may bring a faster implementation or one
 * that remembers what it has verified.
 */
@FunctionalInterface
public interface VoteVerifier {
  /** Ed25519 in the domain {@link Domain#VOTE}. */
  VoteVerifier ED25519 = (key, message, signature) -> key.verifies(Domain.VOTE, message, signature);

  boolean verifies(PublicKey key, byte[] message, Signature signature);
}
