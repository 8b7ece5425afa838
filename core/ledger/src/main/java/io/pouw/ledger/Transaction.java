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
 * A signed wish to change the ledger. Immutable and safe for any thread; encoding, id and sender's
 * address are worked out once, and the signature is verified at most once for each instance.
 */
public final class Transaction implements Encodable {
  public static final int MAX_BYTES = 1 << 20;

  private static final int UNKNOWN = 0;
  private static final int GENUINE = 1;
  private static final int FORGED = 2;

  private final Hash chainId;
  private final PublicKey sender;
  private final long nonce;
  private final long fee;
  private final TransactionBody body;
  private final Signature signature;
  private final byte[] message;
  private final Hash id;
  private final Address from;
  private final boolean fromWire;

  /** What is known of the signature. A race costs a second verification, with the same outcome. */
  private int verdict = UNKNOWN;

  /**
   * A transaction of these parts.
   *
   * @param chainId of the one chain where it counts
   * @param nonce the sender's count of earlier transactions
   * @param fee base units for its inclusion
   */
  public Transaction(
      Hash chainId,
      PublicKey sender,
      long nonce,
      long fee,
      TransactionBody body,
      Signature signature) {
    this(chainId, sender, nonce, fee, body, signature, false);
  }

  private Transaction(
      Hash chainId,
      PublicKey sender,
      long nonce,
      long fee,
      TransactionBody body,
      Signature signature,
      boolean fromWire) {
    this.chainId = chainId;
    this.sender = sender;
    this.nonce = nonce;
    this.fee = fee;
    this.body = body;
    this.signature = signature;
    this.message = message(chainId, sender, nonce, fee, body);
    this.id = Hash.of(Domain.TRANSACTION, message);
    this.from = sender.address();
    this.fromWire = fromWire;
  }

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
        Signature.decode(in),
        true);
  }

  @Override
  public void encode(Encoder out) {
    out.fixed(message).put(signature);
  }

  /** The length of the encoding. */
  public int bytes() {
    return message.length + Signature.BYTES;
  }

  /** Names the transaction; the signature is not in it, so nobody can rename one. */
  public Hash id() {
    return id;
  }

  public Address from() {
    return from;
  }

  public Hash chainId() {
    return chainId;
  }

  public PublicKey sender() {
    return sender;
  }

  public long nonce() {
    return nonce;
  }

  public long fee() {
    return fee;
  }

  public TransactionBody body() {
    return body;
  }

  public Signature signature() {
    return signature;
  }

  public boolean signatureHolds() {
    if (verdict == UNKNOWN)
      verdict = sender.verifies(Domain.TRANSACTION, message, signature) ? GENUINE : FORGED;
    return verdict == GENUINE;
  }

  /** Whether the decoder has read it: then every other node can, too. */
  boolean isFromWire() {
    return fromWire;
  }

  private static byte[] message(
      Hash chainId, PublicKey sender, long nonce, long fee, TransactionBody body) {
    var out = new Encoder();
    out.hash(chainId).put(sender).i64(nonce).i64(fee).put(body);
    return out.toBytes();
  }

  /** Two transactions are equal if their encodings are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Transaction that
        && id.equals(that.id)
        && signature.equals(that.signature);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return body.kindName() + " " + id.abbreviated() + " of " + from + ", nonce " + nonce;
  }
}
