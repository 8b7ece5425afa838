package io.pouw.payout.tron;

import com.fasterxml.jackson.databind.JsonNode;
import io.pouw.plugin.PayoutChannel;
import io.pouw.plugin.PayoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Pays a TRC20 token from one account. See {@link PayoutChannel} for who has to do what. */
final class TronChannel implements PayoutChannel {
  /** Nodes behind one address may be apart by so much; an expiry has to be over at all of them. */
  private static final long EXPIRY_MARGIN_MS = 60_000;

  private final TronNetwork network;
  private final TronNode node;
  private final TronKey key;
  private final TronAddress token;
  private final long feeLimit;
  private final long lifetimeMs;
  private boolean networkChecked;

  /**
   * Takes the node over.
   *
   * @param feeLimit most sun that the energy of a transfer may cost
   * @param lifetimeMs how long a signed transfer may be included
   */
  TronChannel(
      TronNetwork network,
      TronNode node,
      TronKey key,
      TronAddress token,
      long feeLimit,
      long lifetimeMs) {
    this.network = network;
    this.node = node;
    this.key = key;
    this.token = token;
    this.feeLimit = feeLimit;
    this.lifetimeMs = lifetimeMs;
  }

  @Override
  public String account() {
    return key.address().toString();
  }

  @Override
  public String network() {
    return "TRON " + network.name() + " at " + network.url() + ", token " + token;
  }

  @Override
  public Funds funds() {
    requireNetwork();
    JsonNode answer =
        node.constantCall(key.address(), token, Trc20.BALANCE_OF, Trc20.balanceOf(key.address()));
    try {
      return new Funds(
          Trc20.amount(answer.path("constant_result").path(0).asText()),
          node.balance(key.address()));
    } catch (IllegalArgumentException e) {
      throw new PayoutException(token + " does not answer as a token does: " + e.getMessage(), e);
    }
  }

  @Override
  public Quote quote(List<Payment> batch) {
    requireNetwork();
    return new TronFees(node, key.address(), token, feeLimit).quote(batch);
  }

  @Override
  public List<SignedPayment> sign(List<Payment> batch) {
    requireNetwork();
    // A solid block stays: no reorganisation can make the reference wrong.
    var reference = TronTransaction.BlockReference.to(node.solidHead().id());
    long now = node.head().timestamp();
    var signed = new ArrayList<SignedPayment>(batch.size());
    Set<String> ids = new HashSet<>();
    for (Payment each : batch) {
      TronTransaction transfer = transfer(each, reference, now, ids);
      signed.add(new SignedPayment(each.reference(), transfer.id(), transfer.encode()));
    }
    return signed;
  }

  /**
   * The payment's reference moves the times by up to 66 s, so that two payments of one amount to
   * one account are two transactions, and one payment signed twice at the same block is one.
   */
  private TronTransaction transfer(
      Payment payment, TronTransaction.BlockReference reference, long now, Set<String> ids) {
    byte[] hash = Sha256.hash(payment.reference().getBytes(StandardCharsets.UTF_8));
    long shift = spread(hash[0], hash[1]);
    long later = spread(hash[2], hash[3]);
    var call =
        new TronContract.Trigger(
            key.address(),
            token,
            0,
            Trc20.transfer(TronAddress.parse(payment.account()), payment.amount()));
    while (true) {
      var raw =
          new TronTransaction.Raw(reference, now + lifetimeMs + later, now + shift, feeLimit, call);
      var signed = TronTransaction.sign(raw, key);
      if (ids.add(signed.id())) return signed;
      shift++;
    }
  }

  private static long spread(byte high, byte low) {
    return Byte.toUnsignedLong(high) << 8 | Byte.toUnsignedLong(low);
  }

  @Override
  public Receipt broadcast(SignedPayment payment) {
    requireNetwork();
    String answer = node.broadcast(payment.bytes());
    boolean there = answer.equals("SUCCESS") || answer.startsWith("DUP_TRANSACTION_ERROR");
    return new Receipt(there, there ? "" : answer);
  }

  @Override
  public Status status(SignedPayment payment) {
    requireNetwork();
    TronTransaction transfer = TronTransaction.decode(payment.bytes());
    if (!(transfer.content().contract() instanceof TronContract.Trigger call))
      throw new PayoutException(payment.id() + " is no transfer of a token");
    // Asked first: what is in no solid block afterwards is in none up to this time.
    long solidTime = node.solidHead().timestamp();
    Optional<JsonNode> solid = node.info(payment.id(), true);
    if (solid.isPresent()) return new TransferProof(call).read(solid.get());
    Optional<JsonNode> included = node.info(payment.id(), false);
    if (included.isPresent())
      return new Status.Pending("block " + included.get().path("blockNumber").asLong());
    if (solidTime > transfer.content().expiration() + EXPIRY_MARGIN_MS)
      return new Status.Failed("expired before a block took it", true, 0);
    return node.knows(payment.id()) ? new Status.Pending("") : new Status.Unseen();
  }

  /** Money of one network is not sent by the rules of another. */
  private void requireNetwork() {
    if (networkChecked) return;
    String found = node.genesis().id();
    network
        .genesis()
        .filter(expected -> !expected.equalsIgnoreCase(found))
        .ifPresent(expected -> {
          throw new PayoutException(
              "%s is not %s: its first block is %s, expected %s"
                  .formatted(network.url(), network.name(), found, expected));
        });
    networkChecked = true;
  }

  @Override
  public void close() {
    node.close();
  }
}
