package io.pouw.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Mempool.Admission;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Decoder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MempoolTest {
  private final TestChain chain = new TestChain();

  private static Mempool small(int most, int mostOfSender) {
    return new Mempool(new Mempool.Limits(most, 1 << 20, mostOfSender, 1 << 19));
  }

  private Transaction transfer(String from, long nonce, long fee) {
    var body = new TransactionBody.Transfer(chain.address("other"), 1);
    return Transaction.sign(Signer.of(chain.key(from)), chain.state.chainId(), nonce, fee, body);
  }

  private void accepted(Mempool pool, Transaction transaction) {
    assertInstanceOf(Admission.Accepted.class, pool.add(transaction, chain.state));
  }

  private String refused(Mempool pool, Transaction transaction) {
    return assertInstanceOf(Admission.Refused.class, pool.add(transaction, chain.state)).reason();
  }

  @Test
  void theHigherFeeGoesFirstAndEachSendersTransactionsInOrder() {
    Mempool pool = small(10, 10);
    Transaction cheap = transfer("client", 0, 10_000);
    Transaction dear = transfer("client", 1, 90_000);
    Transaction middle = transfer("spare", 0, 50_000);
    for (Transaction each : List.of(dear, cheap, middle)) accepted(pool, each);
    assertEquals(List.of(middle, cheap, dear), pool.candidates(10));
    assertEquals(List.of(middle), pool.candidates(1));
  }

  @Test
  void aDuplicateIsNamedAsOne() {
    Mempool pool = small(10, 10);
    accepted(pool, transfer("client", 0, 10_000));
    assertInstanceOf(
        Admission.Duplicate.class, pool.add(transfer("client", 0, 10_000), chain.state));
    assertEquals(1, pool.size());
  }

  @Test
  void aFullPoolGivesUpTheLowestFeeAndWhatDependsOnIt() {
    Mempool pool = small(3, 3);
    Transaction low = transfer("client", 0, 10_000);
    Transaction dependent = transfer("client", 1, 90_000);
    accepted(pool, low);
    accepted(pool, dependent);
    accepted(pool, transfer("spare", 0, 20_000));
    var admission =
        assertInstanceOf(
            Admission.Accepted.class, pool.add(transfer("miner0", 0, 30_000), chain.state));
    assertEquals(List.of(low, dependent), admission.evicted());
    assertEquals(2, pool.size());
  }

  @Test
  void aFullPoolRefusesWhatPaysLeast() {
    Mempool pool = small(2, 2);
    accepted(pool, transfer("client", 0, 20_000));
    accepted(pool, transfer("spare", 0, 20_000));
    assertTrue(refused(pool, transfer("miner0", 0, 20_000)).contains("the mempool is full"));
    assertEquals(2, pool.size());
  }

  @Test
  void oneSenderMayOnlyFillItsPart() {
    Mempool pool = small(10, 2);
    accepted(pool, transfer("client", 0, 10_000));
    accepted(pool, transfer("client", 1, 10_000));
    assertTrue(refused(pool, transfer("client", 2, 10_000)).contains("2 transactions waiting"));
  }

  @Test
  void aBoundInBytesHoldsToo() {
    long bytes = transfer("client", 0, 10_000).toBytes().length;
    var pool = new Mempool(new Mempool.Limits(10, 2 * bytes, 10, 2 * bytes));
    accepted(pool, transfer("client", 0, 10_000));
    accepted(pool, transfer("spare", 0, 20_000));
    accepted(pool, transfer("miner0", 0, 30_000));
    assertEquals(2 * bytes, pool.bytes());
    assertFalse(pool.contains(transfer("client", 0, 10_000).id()));
  }

  @Test
  void aHigherFeeReplacesTheTransactionOfTheSameNonce() {
    Mempool pool = small(10, 10);
    Transaction first = transfer("client", 0, 10_000);
    accepted(pool, first);
    assertTrue(refused(pool, transfer("client", 0, 9_000 + 500)).contains("a fee of"));
    Transaction second = transfer("client", 0, 10_001);
    accepted(pool, second);
    assertEquals(List.of(second), pool.candidates(10));
    assertTrue(refused(pool, first).contains("needs a fee over 10001"));
  }

  @Test
  void aNewLedgerDropsWhatItIncludedAndWhatItMadeInvalid() {
    Mempool pool = small(10, 10);
    Transaction included = transfer("client", 0, 10_000);
    var everything = new TransactionBody.Transfer(chain.address("other"), TestChain.RICH - 30_000);
    Transaction spending =
        Transaction.sign(
            Signer.of(chain.key("client")), chain.state.chainId(), 1, 10_000, everything);
    accepted(pool, included);
    accepted(pool, spending);
    accepted(pool, transfer("client", 2, 10_000));
    Built built = chain.build(List.of(included, transfer("client", 1, 20_000)));
    chain.take(built);
    List<Rejected> dropped = pool.advance(chain.state, built.block());
    assertEquals(1, dropped.size());
    assertEquals(spending, dropped.getFirst().transaction());
    assertEquals("nonce 1 was used, the next is 2", dropped.getFirst().reason());
    assertEquals(1, pool.size());
    assertEquals(3, pool.nextNonce(chain.address("client"), chain.state));
  }

  @Test
  void dutiesGoBeforeFees() {
    chain.takeTickets();
    var task = new TestTask(chain);
    chain.block();
    Transaction duty = chain.sign(task.lead(), task.commitment(task.content()));
    Mempool pool = small(2, 2);
    accepted(pool, transfer("client", 1, 90_000));
    accepted(pool, duty);
    assertEquals(0, duty.fee());
    assertEquals(duty, pool.candidates(1).getFirst());
    accepted(pool, transfer("spare", 0, 99_000));
    assertTrue(pool.contains(duty.id()));
  }

  @Test
  void whatStandsInUndecidedBlocksIsNoCandidateAndWhatFollowsItIs() {
    Mempool pool = small(10, 10);
    Transaction first = transfer("client", 0, 10_000);
    Transaction second = transfer("client", 1, 10_000);
    Transaction other = transfer("spare", 0, 20_000);
    for (Transaction each : List.of(first, second, other)) accepted(pool, each);
    assertEquals(List.of(second), pool.candidates(10, Set.of(first.id(), other.id())));
    assertTrue(pool.hasOther(Set.of(first.id(), other.id())));
    assertFalse(pool.hasOther(Set.of(first.id(), second.id(), other.id())));
  }

  @Test
  void aBlockIsGivenTheInstancesThatWaitHereAndKeepsTheOthers() {
    Mempool pool = small(10, 10);
    Transaction waiting = transfer("client", 0, 10_000);
    accepted(pool, waiting);
    Block built = chain.build(List.of(waiting, transfer("spare", 0, 10_000))).block();
    Block read = Decoder.whole(built.toBytes(), Block::decode);
    Block known = pool.known(read);
    assertSame(waiting, known.transactions().getFirst());
    assertSame(read.transactions().getLast(), known.transactions().getLast());
    assertEquals(read, known);
  }

  @Test
  void aForgedTwinInABlockIsNotTakenForTheGenuineOneThatWaits() {
    Mempool pool = small(10, 10);
    Transaction waiting = transfer("client", 0, 10_000);
    accepted(pool, waiting);
    var forged =
        new Transaction(
            waiting.chainId(),
            waiting.sender(),
            waiting.nonce(),
            waiting.fee(),
            waiting.body(),
            transfer("client", 1, 10_000).signature());
    assertEquals(waiting.id(), forged.id());
    Block built = chain.build(List.of(waiting)).block();
    Block twin = new Block(built.header(), List.of(forged));
    assertSame(forged, pool.known(twin).transactions().getFirst());
    assertThrows(InvalidBlockException.class, () -> chain.state.apply(pool.known(twin)));
  }

  @Test
  void aTransactionThatTheSendersNewBalanceNoLongerCoversIsDropped() {
    Mempool pool = small(10, 10);
    var half = new TransactionBody.Transfer(chain.address("other"), TestChain.RICH * 2 / 3);
    Transaction spending = sign("client", 1, half);
    Transaction first = sign("client", 0, half);
    accepted(pool, spending);
    Built built = chain.build(List.of(first));
    chain.take(built);
    assertEquals(spending, pool.advance(chain.state, built.block()).getFirst().transaction());
    assertEquals(0, pool.size());
  }

  private Transaction sign(String from, long nonce, TransactionBody body) {
    return Transaction.sign(Signer.of(chain.key(from)), chain.state.chainId(), nonce, 10_000, body);
  }
}
