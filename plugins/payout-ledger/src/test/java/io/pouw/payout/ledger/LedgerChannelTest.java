package io.pouw.payout.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Mempool;
import io.pouw.ledger.Parameters;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.plugin.ChainAccess;
import io.pouw.plugin.PayoutChannel;
import io.pouw.plugin.PayoutChannel.Payment;
import io.pouw.plugin.PayoutChannel.SignedPayment;
import io.pouw.plugin.PayoutChannel.Status;
import io.pouw.plugin.PayoutContext;
import io.pouw.plugin.PayoutException;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The rail on a real ledger and mempool, with blocks that come when they are asked for. */
class LedgerChannelTest {
  private static final Address RECEIVER = key("receiver").address();

  private final KeyPair payer = key("payer");
  private final Chain chain = new Chain();
  private final PayoutChannel channel =
      new LedgerRail().open(new PayoutContext(Map.of(), Signer.of(payer), Optional.of(chain)));

  private static KeyPair key(String name) {
    return KeyPair.fromSeed(Hash.sha256(name.getBytes(StandardCharsets.UTF_8)).toBytes());
  }

  private final class Chain implements ChainAccess {
    private final KeyPair validator = key("validator");
    private final Mempool mempool = new Mempool(Mempool.Limits.DEFAULTS);
    private final Map<Hash, Long> included = new TreeMap<>();
    private LedgerState state =
        LedgerState.genesis(
            new Genesis(
                "test",
                1_000,
                Parameters.DEFAULTS,
                List.of(
                    new GenesisValidator(
                        "v0", validator.publicKey(), 1_000 * Amounts.PAI, 10 * Amounts.PAI)),
                List.of(new GenesisAccount(payer.address(), 500 * Amounts.PAI, "payer"))));
    private long first;

    void block() {
      long next = state.height() + 1;
      var built = state.build(next, 2_000 + next, validator, mempool.candidates(1_000));
      built.block().transactions().forEach(each -> included.put(each.id(), next));
      state = built.transition().after();
      mempool.advance(state, built.block());
    }

    @Override
    public Hash chainId() {
      return state.chainId();
    }

    @Override
    public long height() {
      return state.height();
    }

    @Override
    public long firstHeight() {
      return first;
    }

    @Override
    public long balance(Address account) {
      return state.account(account).map(each -> each.balance()).orElse(0L);
    }

    @Override
    public long nonce(Address account) {
      return state.account(account).map(each -> each.nonce()).orElse(0L);
    }

    @Override
    public long nextNonce(Address account) {
      return mempool.nextNonce(account, state);
    }

    @Override
    public long transferFee() {
      return state.leastFee(new TransactionBody.Transfer(RECEIVER, 1));
    }

    @Override
    public String submit(byte[] transaction) {
      return switch (mempool.add(Decoder.whole(transaction, Transaction::decode), state)) {
        case Mempool.Admission.Accepted _, Mempool.Admission.Duplicate _ -> "";
        case Mempool.Admission.Refused refused -> refused.reason();
      };
    }

    @Override
    public OptionalLong inclusion(Hash transaction) {
      Long height = included.get(transaction);
      return height == null ? OptionalLong.empty() : OptionalLong.of(height);
    }

    @Override
    public boolean isPending(Hash transaction) {
      return mempool.contains(transaction);
    }
  }

  private List<SignedPayment> sign(int count) {
    return channel.sign(
        java.util.stream.IntStream.range(0, count)
            .mapToObj(i -> new Payment("r" + i, RECEIVER.toString(), Amounts.PAI))
            .toList());
  }

  @Test
  void aBatchIsPaidByFinalBlocks() {
    List<SignedPayment> batch = sign(3);
    for (SignedPayment each : batch) {
      assertInstanceOf(Status.Unseen.class, channel.status(each));
      assertTrue(channel.broadcast(each).accepted());
      assertTrue(channel.broadcast(each).accepted(), "again");
      assertInstanceOf(Status.Pending.class, channel.status(each));
    }
    chain.block();
    long fee = channel.quote(List.of()).fee();
    assertEquals(0, fee);
    for (SignedPayment each : batch)
      assertEquals(new Status.Confirmed("block 1", chain.transferFee()), channel.status(each));
    assertEquals(3 * Amounts.PAI, chain.balance(RECEIVER));
  }

  @Test
  void aTransferWhoseNonceIsTakenIsDeadAndAnotherPays() {
    SignedPayment ours = sign(1).getFirst();
    var other =
        Transaction.sign(
            Signer.of(payer),
            chain.chainId(),
            0,
            chain.transferFee(),
            new TransactionBody.Transfer(key("other").address(), 1));
    assertEquals("", chain.submit(other.toBytes()));
    assertFalse(channel.broadcast(ours).accepted());
    assertInstanceOf(Status.Unseen.class, channel.status(ours));
    chain.block();
    var failed = assertInstanceOf(Status.Failed.class, channel.status(ours));
    assertTrue(failed.retry());
    SignedPayment again = sign(1).getFirst();
    channel.broadcast(again);
    chain.block();
    assertInstanceOf(Status.Confirmed.class, channel.status(again));
    assertEquals(Amounts.PAI, chain.balance(RECEIVER));
  }

  @Test
  void aNodeThatHasForgottenTheBlocksDoesNotGuess() {
    SignedPayment ours = sign(1).getFirst();
    channel.broadcast(ours);
    chain.block();
    chain.included.clear();
    chain.first = 5;
    assertThrows(PayoutException.class, () -> channel.status(ours));
  }

  @Test
  void anAddressOfAnotherKindIsRefused() {
    var rail = new LedgerRail();
    assertFalse(rail.rejectAccount("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t").isEmpty());
    assertEquals("", rail.rejectAccount(RECEIVER.toString()));
    assertEquals("1.50000000", rail.unit().format(rail.unit().parse("1.5")));
  }
}
