package io.pouw.node.verticle;

import static io.pouw.node.verticle.Fixtures.OWNER;
import static io.pouw.node.verticle.Fixtures.VALIDATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Mempool;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.plugin.Scores;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnTransactionsTest {
  private final LedgerState genesis = LedgerState.genesis(Fixtures.genesis());
  private final OwnTransactions own = new OwnTransactions(OWNER, genesis);

  private static TransactionBody transfer(long amount) {
    return new TransactionBody.Transfer(VALIDATOR.address(), amount);
  }

  private static List<Long> nonces(List<Transaction> transactions) {
    return transactions.stream().map(Transaction::nonce).toList();
  }

  private static List<TransactionBody> bodies(List<Transaction> transactions) {
    return transactions.stream().map(Transaction::body).toList();
  }

  /** The ledger with one more block of these transactions. */
  private static LedgerState with(LedgerState before, Transaction... transactions) {
    var built =
        before.build(
            before.head().view() + 1,
            before.head().timestampMs() + 1,
            VALIDATOR,
            List.of(transactions));
    assertEquals(List.of(), built.rejected());
    return built.transition().after();
  }

  @Test
  void eachTransactionGetsTheNextNonceAndWaitsUntilItIsFinal() {
    Transaction first = own.sign(transfer(1), genesis);
    Transaction second = own.sign(transfer(2), genesis);
    assertEquals(List.of(0L, 1L), nonces(own.unconfirmed()));
    assertTrue(second.signatureHolds());
    assertEquals(List.of(), own.advance(with(genesis, first)));
    assertEquals(List.of(second), own.unconfirmed());
  }

  @Test
  void afterAGapTheLaterOnesAreSignedAnewWithNoncesThatFit() {
    Transaction first = own.sign(transfer(1), genesis);
    Transaction refused = own.sign(transfer(2), genesis);
    Transaction third = own.sign(transfer(3), genesis);
    Transaction fourth = own.sign(transfer(4), genesis);
    own.withdraw(refused);
    LedgerState after = with(genesis, first);
    List<Transaction> renewed = own.advance(after);
    assertEquals(List.of(1L, 2L), nonces(renewed));
    assertEquals(bodies(List.of(third, fourth)), bodies(renewed));
    assertEquals(renewed, own.unconfirmed());
    LedgerState last = with(after, renewed.toArray(Transaction[]::new));
    assertEquals(3, last.account(OWNER.address()).orElseThrow().nonce());
    assertEquals(List.of(), own.advance(last));
    assertEquals(List.of(), own.unconfirmed());
  }

  @Test
  void anotherNodeWithTheSameKeyThatWasFasterCostsNoTransaction() {
    own.sign(transfer(1), genesis);
    Transaction second = own.sign(transfer(2), genesis);
    var elsewhere = new OwnTransactions(OWNER, genesis);
    LedgerState after = with(genesis, elsewhere.sign(transfer(9), genesis));
    assertEquals(List.of(), own.advance(after), "the second one still fits");
    assertEquals(List.of(second), own.unconfirmed());
  }

  @Test
  void whatIsRefusedIsForgottenAndItsNonceUsedAgain() {
    Transaction refused = own.sign(transfer(1), genesis);
    own.withdraw(refused);
    assertEquals(List.of(), own.unconfirmed());
    assertEquals(0, own.sign(transfer(2), genesis).nonce());
  }

  @Test
  void aNonceThatIsUsedAgainPaysMoreSoThatOthersLetTheFirstOneGo() {
    Transaction refused = own.sign(transfer(1), genesis);
    own.withdraw(refused);
    Transaction second = own.sign(transfer(2), genesis);
    assertTrue(second.fee() > refused.fee(), second.fee() + " after " + refused.fee());
    var others = new Mempool(Mempool.Limits.DEFAULTS);
    others.add(refused, genesis);
    assertInstanceOf(Mempool.Admission.Accepted.class, others.add(second, genesis));
  }

  @Test
  void whatTheLedgerWouldNotTakeAnyMoreIsForgotten() {
    long half = Fixtures.RICH / 2 + 1;
    Transaction first = own.sign(transfer(half), genesis);
    own.sign(transfer(half), genesis);
    Transaction third = own.sign(transfer(3), genesis);
    List<Transaction> renewed = own.advance(with(genesis, first));
    assertEquals(List.of(1L), nonces(renewed));
    assertEquals(bodies(List.of(third)), bodies(renewed));
  }

  @Test
  void dutiesAreFreeAndWishesPayTheBaseFee() {
    assertEquals(10_000, own.sign(transfer(1), genesis).fee());
    var duty = new TransactionBody.Evaluate(genesis.chainId(), new Scores(1, 2, 500));
    assertEquals(0, own.sign(duty, genesis).fee());
  }
}
