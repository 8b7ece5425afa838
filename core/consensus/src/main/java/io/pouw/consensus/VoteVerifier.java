package io.pouw.consensus;

import io.pouw.primitives.Domain;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;
import java.util.List;

/**
 * Verifies the signatures of votes. A port, so that a host may bring a faster implementation or one
 * that remembers what it has verified.
 */
@FunctionalInterface
public interface VoteVerifier {
  /** Ed25519 in the domain {@link Domain#VOTE}. */
  VoteVerifier ED25519 = (key, message, signature) -> key.verifies(Domain.VOTE, message, signature);

  boolean verifies(PublicKey key, byte[] message, Signature signature);

  /** A signature and what it should be over. */
  record Claim(PublicKey key, byte[] message, Signature signature) {}

  /**
   * Whether all of these hold: those of a certificate that are not known to hold, which share one
   * message. One by one unless an implementation can do them together or at the same time. It has
   * to accept exactly what {@link #verifies} accepts: validators that differ in one signature
   * differ in what is final.
   *
   * <p>That forbids to check one random linear combination of the equations instead of each (D.
   * Bernstein, N. Duif, T. Lange, P. Schwabe and B. Yang, "High-speed high-security signatures",
   * 2012, section 5): it decides the equation times the cofactor, and a signer can make signatures
   * that hold so and do not hold alone, by which some validators would see a quorum and others none
   * (K. Chalkias, F. Garillot and V. Nikolaenko, "Taming the Many EdDSAs", 2020). What is left to
   * win is processors, and not to verify anything twice.
   */
  default boolean verifiesAll(List<Claim> claims) {
    for (Claim each : claims)
      if (!verifies(each.key(), each.message(), each.signature())) return false;
    return true;
  }
}
