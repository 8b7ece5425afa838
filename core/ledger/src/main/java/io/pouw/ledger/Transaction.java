package io.pouw.ledger;

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
 * A signed wish to change the ledger.
 *
 * @param chainId of the one chain where it counts
 * @param nonce the sender's count of earlier transactions
 * @param fee base units for its inclusion
 */
public record Transaction(
    Hash chainId, PublicKey sender, long nonce, long fee, TransactionBody body, Signature signature)
    implements Encodable {
  public static final int MAX_BYTES = 1 << 20;

  public static Transaction sign(
      Signer signer, Hash chainId, long nonce, long fee, TransactionBody body) {
    byte[] message = message(chainId, signer.publicKey(), nonce, fee, body);
    return new Transaction(
        chainId, signer.publicKey(), nonce, fee, body, signer.sign(Domain.TRANSACTION, message));
  }

  public static Transaction decode(Decoder in) {
    return new Transaction(
        in.hash(),
        PublicKey.decode(in),
        in.u63(),
        in.u63(),
        TransactionBody.decode(in),
        Signature.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.fixed(message(chainId, sender, nonce, fee, body)).put(signature);
  }

  /** Names the transaction; the signature is not in it, so nobody can rename one. */
  public Hash id() {
    return Hash.of(Domain.TRANSACTION, message(chainId, sender, nonce, fee, body));
  }

  public Address from() {
    return sender.address();
  }

  public boolean signatureHolds() {
    return sender.verifies(
        Domain.TRANSACTION, message(chainId, sender, nonce, fee, body), signature);
  }

  private static byte[] message(
      Hash chainId, PublicKey sender, long nonce, long fee, TransactionBody body) {
    var out = new Encoder();
    out.hash(chainId).put(sender).i64(nonce).i64(fee).put(body);
    return out.toBytes();
  }
}
