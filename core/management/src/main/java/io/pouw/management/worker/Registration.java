package io.pouw.management.worker;

import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;

/**
 * A worker's wish to be registered, with the answer to a challenge.
 *
 * @param worker its key; its address on the chain is the worker's name everywhere
 * @param account where its pay is to go
 * @param name for people
 * @param challenge that the registry gave out, {@link Challenges}
 * @param signature of all that and the chain's id, by the worker
 */
public record Registration(
    PublicKey worker,
    String account,
    String name,
    Capabilities capabilities,
    byte[] challenge,
    Signature signature) {
  static final int MAX_ACCOUNT_BYTES = 128;
  static final int MAX_NAME_BYTES = 64;

  /** Answers a challenge with the worker's key. */
  public static Registration sign(
      Signer worker,
      Hash chainId,
      String account,
      String name,
      Capabilities capabilities,
      byte[] challenge) {
    PublicKey key = worker.publicKey();
    byte[] message = message(chainId, key, account, name, capabilities, challenge);
    Signature signature = worker.sign(Domain.WORKER, message);
    return new Registration(key, account, name, capabilities, challenge, signature);
  }

  public Address address() {
    return worker.address();
  }

  boolean holds(Hash chainId) {
    byte[] message = message(chainId, worker, account, name, capabilities, challenge);
    return worker.verifies(Domain.WORKER, message, signature);
  }

  private static byte[] message(
      Hash chainId,
      PublicKey worker,
      String account,
      String name,
      Capabilities capabilities,
      byte[] challenge) {
    return new Encoder()
        .text("register")
        .hash(chainId)
        .put(worker)
        .text(account)
        .text(name)
        .put(capabilities)
        .bytes(challenge)
        .toBytes();
  }
}
