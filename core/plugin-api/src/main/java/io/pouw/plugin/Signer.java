package io.pouw.plugin;

import io.pouw.primitives.Address;
import io.pouw.primitives.Domain;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;

/** Signs for the node without showing the key. Deterministic (RFC 8032). */
public interface Signer {
  PublicKey publicKey();

  Signature sign(Domain domain, byte[] message);

  default Address address() {
    return publicKey().address();
  }

  static Signer of(KeyPair keys) {
    return new Signer() {
      @Override
      public PublicKey publicKey() {
        return keys.publicKey();
      }

      @Override
      public Signature sign(Domain domain, byte[] message) {
        return keys.sign(domain, message);
      }
    };
  }
}
