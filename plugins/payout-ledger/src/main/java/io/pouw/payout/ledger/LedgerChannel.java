package io.pouw.payout.ledger;

import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.plugin.ChainAccess;
import io.pouw.plugin.PayoutChannel;
import io.pouw.plugin.PayoutException;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Transfers on the chain. A nonce is used once, so a transfer whose nonce went to another
 * transaction is dead. The node signs other transactions with the same key; where one of them takes
 * a transfer's nonce, the transfer is signed anew.
 */
final class LedgerChannel implements PayoutChannel {
  private final Signer signer;
  private final ChainAccess chain;

  LedgerChannel(Signer signer, ChainAccess chain) {
    this.signer = signer;
    this.chain = chain;
  }

  @Override
  public String account() {
    return signer.address().toString();
  }

  @Override
  public String network() {
    return "chain " + chain.chainId();
  }

  @Override
  public Funds funds() {
    long balance = chain.balance(signer.address());
    return new Funds(balance, balance);
  }

  @Override
  public Quote quote(List<Payment> batch) {
    long fee = Math.multiplyExact(chain.transferFee(), (long) batch.size());
    return new Quote(fee, batch.size() + " transfers");
  }

  /** The bytes are the height at which it was signed, and the transaction. */
  @Override
  public List<SignedPayment> sign(List<Payment> batch) {
    long height = chain.height();
    long nonce = chain.nextNonce(signer.address());
    long fee = chain.transferFee();
    var signed = new ArrayList<SignedPayment>(batch.size());
    for (Payment each : batch) {
      var body = new TransactionBody.Transfer(address(each), each.amount());
      var transaction = Transaction.sign(signer, chain.chainId(), nonce + signed.size(), fee, body);
      byte[] bytes = new Encoder().i64(height).put(transaction).toBytes();
      signed.add(new SignedPayment(each.reference(), transaction.id().toString(), bytes));
    }
    return signed;
  }

  private static Address address(Payment payment) {
    try {
      return Address.parse(payment.account());
    } catch (IllegalArgumentException e) {
      throw new PayoutException(
          payment.reference() + ": '" + payment.account() + "' is no address of this chain", e);
    }
  }

  @Override
  public Receipt broadcast(SignedPayment payment) {
    String refusal = chain.submit(read(payment).transaction().toBytes());
    return new Receipt(refusal.isEmpty(), refusal);
  }

  @Override
  public Status status(SignedPayment payment) {
    Signed signed = read(payment);
    Transaction transaction = signed.transaction();
    // Asked first: whoever used the nonce is in a final block when the transfer is looked for.
    boolean used = chain.nonce(transaction.from()) > transaction.nonce();
    OptionalLong height = chain.inclusion(transaction.id());
    if (height.isPresent())
      return new Status.Confirmed("block " + height.getAsLong(), transaction.fee());
    if (used && chain.firstHeight() > signed.height() + 1)
      throw new PayoutException(
          "this node does not keep the blocks since %d any more, where transfer %s may be: ask an"
                  .formatted(signed.height(), payment.id())
              + " archive node");
    if (used) return new Status.Failed("another transaction took its nonce", true, 0);
    return chain.isPending(transaction.id()) ? new Status.Pending("") : new Status.Unseen();
  }

  private record Signed(long height, Transaction transaction) {}

  private static Signed read(SignedPayment payment) {
    try {
      return Decoder.whole(payment.bytes(), in -> new Signed(in.u63(), Transaction.decode(in)));
    } catch (CodecException e) {
      throw new PayoutException("transfer " + payment.id() + " is damaged", e);
    }
  }

  @Override
  public void close() {}
}
