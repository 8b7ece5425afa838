package io.pouw.payout.tron.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.payout.tron.Sha256;
import io.pouw.payout.tron.Trc20;
import io.pouw.payout.tron.TronAddress;
import io.pouw.payout.tron.TronContract;
import io.pouw.payout.tron.TronKey;
import io.pouw.payout.tron.TronTransaction;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node refuses, and what its blocks make of what it takes. */
class TronEmulatorTest {
  private static final long TRX = 1_000_000;
  private static final TronKey PAYER = key(1);
  private static final TronAddress RECEIVER = key(2).address();
  private static final TronAddress TOKEN = key(3).address();

  private Chain chain = chain(1_000);

  private static TronKey key(int number) {
    return TronKey.of(Sha256.hash(new byte[] {(byte) number}));
  }

  /** A chain whose token is a contract of two instructions, so that prices can be told exactly. */
  private static Chain chain(long trx) {
    var world = new World();
    world.put(PAYER.address(), Account.NONE.plus(trx * TRX));
    byte[] stores = {0x60, 1, 0x60, 0, 0x55}; // PUSH1 1 PUSH1 0 SSTORE
    world.put(TOKEN, stores, java.util.Map.of());
    return new Chain(Rules.MAINNET, List.of(key(10), key(11)), world, 1_700_000_000_000L);
  }

  @BeforeEach
  void blocks() {
    for (int i = 0; i < 30; i++) chain.produce();
  }

  private TronTransaction call(TronKey key, long expiresIn, long feeLimit, Block reference) {
    var raw =
        new TronTransaction.Raw(
            TronTransaction.BlockReference.to(reference.id()),
            chain.head().time() + expiresIn,
            chain.head().time(),
            feeLimit,
            new TronContract.Trigger(PAYER.address(), TOKEN, 0, Trc20.transfer(RECEIVER, 1)));
    return TronTransaction.sign(raw, key);
  }

  private TronTransaction good() {
    return call(PAYER, 60_000, 10 * TRX, chain.solidHead());
  }

  private String take(TronTransaction transaction) {
    return chain.take(transaction, transaction.encode().length);
  }

  private void assertRefused(String code, TronTransaction transaction) {
    String problem = take(transaction);
    assertTrue(problem.startsWith(code), problem);
  }

  @Test
  void aGoodTransactionIsTakenOnce() {
    assertEquals("", take(good()));
    assertRefused("DUP_TRANSACTION_ERROR", good());
  }

  @Test
  void anIncludedTransactionIsADuplicate() {
    TronTransaction good = good();
    assertEquals("", take(good));
    chain.produce();
    assertTrue(chain.find(good.id(), false).isPresent());
    assertTrue(chain.find(good.id(), true).isEmpty(), "not solid yet");
    assertRefused("DUP_TRANSACTION_ERROR", good);
    for (int i = 0; i < 18; i++) chain.produce();
    assertTrue(chain.find(good.id(), true).isPresent());
  }

  @Test
  void aStrangersSignatureIsRefused() {
    assertRefused("SIGERROR", call(key(9), 60_000, 10 * TRX, chain.head()));
    TronTransaction good = good();
    byte[] forged = good.signatures().getFirst().clone();
    forged[5] ^= 1;
    assertRefused("SIGERROR", TronTransaction.of(good.raw(), List.of(forged)));
  }

  @Test
  void timesOutsideTheBoundsAreRefused() {
    assertRefused("TRANSACTION_EXPIRATION_ERROR", call(PAYER, 0, TRX, chain.head()));
    assertRefused(
        "TRANSACTION_EXPIRATION_ERROR", call(PAYER, Rules.MAX_LIFETIME_MS + 1, TRX, chain.head()));
  }

  @Test
  void aReferenceToABlockOfAnotherBranchIsRefused() {
    TronTransaction onOldBranch = call(PAYER, 60_000, 10 * TRX, chain.head());
    chain.reorganise(3, true);
    assertRefused("TAPOS_ERROR", onOldBranch);
    assertEquals("", take(good()));
  }

  @Test
  void feesAreBurntForBytesAndEnergy() {
    long before = chain.head().after().account(PAYER.address()).balance();
    TronTransaction first = good();
    assertEquals("", take(first));
    chain.produce();
    Receipt receipt = chain.find(first.id(), false).orElseThrow().receipt();
    long energy = 3 + 3 + 20_000;
    assertEquals(energy * 100, receipt.energyFee());
    assertEquals(0, receipt.byteFee(), "the free bandwidth carries it");
    for (int i = 0; i < 2; i++) {
      assertEquals("", take(good()));
      chain.produce();
    }
    Receipt last = chain.head().receipts().getFirst();
    assertEquals(1_000L * (last.transaction().encode().length + 64), last.byteFee());
    assertEquals((3 + 3 + 5_000) * 100, last.energyFee(), "the slot is taken already");
    long burnt = 2 * (3 + 3 + 5_000) * 100 + energy * 100 + 2 * last.byteFee();
    assertEquals(before - burnt, chain.head().after().account(PAYER.address()).balance());
  }

  @Test
  void aFeeLimitThatIsTooLowEatsTheEnergyAndChangesNothing() {
    TronTransaction poor = call(PAYER, 60_000, TRX, chain.head());
    assertEquals("", take(poor));
    chain.produce();
    Receipt receipt = chain.find(poor.id(), false).orElseThrow().receipt();
    assertEquals("OUT_OF_ENERGY", receipt.outcome().orElseThrow().result().name());
    assertEquals(TRX, receipt.energyFee());
    assertTrue(chain.head().after().contract(TOKEN).orElseThrow().storage().isEmpty());
  }

  @Test
  void stakedEnergyIsTakenFirst() {
    chain.edit(
        world -> world.put(PAYER.address(), world.account(PAYER.address()).withStake(10_000)));
    TronTransaction good = good();
    assertEquals("", take(good));
    chain.produce();
    Receipt receipt = chain.find(good.id(), false).orElseThrow().receipt();
    assertEquals(10_000, receipt.energyStaked());
    assertEquals((20_006 - 10_000) * 100, receipt.energyFee());
  }

  @Test
  void whoCannotPayForHisBytesIsRefused() {
    chain = chain(0);
    blocks();
    assertEquals("", take(good()));
    chain.produce();
    assertRefused("BANDWITH_ERROR", call(PAYER, 70_000, TRX, chain.head()));
  }

  @Test
  void aCallOfWhatIsNoContractIsRefused() {
    var raw =
        new TronTransaction.Raw(
            TronTransaction.BlockReference.to(chain.head().id()),
            chain.head().time() + 60_000,
            0,
            TRX,
            new TronContract.Trigger(PAYER.address(), RECEIVER, 0, new byte[4]));
    assertRefused("CONTRACT_VALIDATE_ERROR", TronTransaction.sign(raw, PAYER));
  }

  @Test
  void whatWasInABlockThatGoesIsPendingAgainOrForgotten() {
    TronTransaction good = good();
    assertEquals("", take(good));
    chain.produce();
    chain.reorganise(1, true);
    assertTrue(chain.find(good.id(), false).isEmpty());
    assertTrue(chain.pending(good.id()).isPresent());
    chain.produce();
    assertTrue(chain.find(good.id(), false).isPresent());
    chain.reorganise(1, false);
    assertTrue(chain.find(good.id(), false).isEmpty());
    assertTrue(chain.pending(good.id()).isEmpty());
    assertTrue(chain.head().after().contract(TOKEN).orElseThrow().storage().isEmpty());
  }
}
