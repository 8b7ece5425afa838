package io.pouw.management.pool;

import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;

/**
 * A worker's signed wish to join or to leave a pool.
 *
 * @param kind join or leave
 * @param pool which
 * @param worker the worker's key
 * @param account where its pay is to go; for JOIN only, else empty
 * @param height of the chain when it was signed; so an old wish cannot be used again
 * @param signature of all that, by the worker
 */
public record MemberRequest(
    Kind kind, Hash pool, PublicKey worker, String account, long height, Signature signature)
    implements Encodable {
  /** What the worker wants. Encoded by order. */
  public enum Kind {
    JOIN,
    LEAVE
  }

  public static final int MAX_ACCOUNT_BYTES = 128;

  /** Signs a wish with the worker's key. */
  public static MemberRequest sign(
      Signer worker, Kind kind, Hash pool, String account, long height) {
    byte[] message = message(kind, pool, worker.publicKey(), account, height);
    Signature signature = worker.sign(Domain.POOL, message);
    return new MemberRequest(kind, pool, worker.publicKey(), account, height, signature);
  }

  static MemberRequest decode(Decoder in) {
    return new MemberRequest(
        in.constant(Kind.values()),
        in.hash(),
        PublicKey.decode(in),
        in.text(MAX_ACCOUNT_BYTES),
        in.u63(),
        Signature.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.fixed(message(kind, pool, worker, account, height)).put(signature);
  }

  public Address address() {
    return worker.address();
  }

  /** Whether the worker signed it. */
  public boolean holds() {
    return worker.verifies(Domain.POOL, message(kind, pool, worker, account, height), signature);
  }

  private static byte[] message(
      Kind kind, Hash pool, PublicKey worker, String account, long height) {
    return new Encoder().constant(kind).hash(pool).put(worker).text(account).i64(height).toBytes();
  }
}
