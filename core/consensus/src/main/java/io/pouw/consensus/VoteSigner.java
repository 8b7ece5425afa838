package io.pouw.consensus;

import io.pouw.primitives.Domain;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;

/** Signs this validator's votes; the key itself may lie in a keystore or a security module. */
public interface VoteSigner {
  PublicKey publicKey();

  /** The signature of the message in the domain {@link Domain#VOTE}. Deterministic. */
  Signature sign(byte[] message);

  static VoteSigner of(KeyPair keys) {
    return new VoteSigner() {
      @Override
      public PublicKey publicKey() {
        return keys.publicKey();
      }

      @Override
      public Signature sign(byte[] message) {
        return keys.sign(Domain.VOTE, message);
      }
    };
  }
}
