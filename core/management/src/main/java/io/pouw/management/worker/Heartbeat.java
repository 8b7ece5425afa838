package io.pouw.management.worker;

import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;

/**
 * A worker's sign of life.
 *
 * @param worker who
 * @param number greater than that of its last one, so that none counts twice
 * @param load how busy it says it is
 * @param signature of all that and the chain's id, by the worker
 */
public record Heartbeat(Address worker, long number, Load load, Signature signature) {
  /** Signs one with the worker's key. */
  public static Heartbeat sign(Signer worker, Hash chainId, long number, Load load) {
    Address address = worker.address();
    Signature signature = worker.sign(Domain.WORKER, message(chainId, address, number, load));
    return new Heartbeat(address, number, load, signature);
  }

  boolean holds(Hash chainId, PublicKey key) {
    return key.address().equals(worker)
        && key.verifies(Domain.WORKER, message(chainId, worker, number, load), signature);
  }

  private static byte[] message(Hash chainId, Address worker, long number, Load load) {
    return new Encoder()
        .text("heartbeat")
        .hash(chainId)
        .address(worker)
        .i64(number)
        .put(load)
        .toBytes();
  }
}
