package io.pouw.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.Signer;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Vrf;
import io.pouw.primitives.VrfProof;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockRulesTest {
  private final TestChain chain = new TestChain();
  private final Block good = built();

  private Block built() {
    chain.block();
    Transaction transfer =
        chain.sign("client", new TransactionBody.Transfer(chain.address("other"), 1));
    return chain.build(List.of(transfer)).block();
  }

  /** A header's fields, open to be spoilt. */
  private final class Spoilt {
    Hash chainId = good.header().chainId();
    long height = good.header().height();
    long view = good.header().view();
    Hash parent = good.header().parent();
    long timestampMs = good.header().timestampMs();
    PublicKey proposer = good.header().proposer();
    VrfProof beaconProof = good.header().beaconProof();
    Hash beacon = good.header().beacon();
    Hash transactionsRoot = good.header().transactionsRoot();
    Hash stateRoot = good.header().stateRoot();
    List<Mined> mined = good.header().mined();
    List<Transaction> transactions = good.transactions();

    void refused(String part) {
      var header =
          new BlockHeader(
              chainId,
              height,
              view,
              parent,
              timestampMs,
              proposer,
              beaconProof,
              beacon,
              transactionsRoot,
              stateRoot,
              mined);
      var block = new Block(header, transactions);
      String message =
          String.valueOf(
              assertThrows(InvalidBlockException.class, () -> chain.state.apply(block))
                  .getMessage());
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void anHonestBlockApplies() {
    assertEquals(good.header().stateRoot(), chain.state.apply(good).after().stateRoot());
  }

  @Test
  void aBlockOfAnotherChainIsRefused() {
    var spoilt = new Spoilt();
    spoilt.chainId = Hash.ZERO;
    spoilt.refused("chain id " + Hash.ZERO + ", this chain is " + chain.state.chainId());
  }

  @Test
  void aBlockHasToFollowItsParent() {
    var high = new Spoilt();
    high.height = 9;
    high.refused("height 9, expected 2");
    var orphan = new Spoilt();
    orphan.parent = Hash.ZERO;
    orphan.refused("parent");
    var old = new Spoilt();
    old.view = chain.state.head().view();
    old.refused("view 1, expected one above 1");
    var early = new Spoilt();
    early.timestampMs = chain.state.head().timestampMs();
    early.refused("timestamp");
  }

  @Test
  void onlyTheLeaderOfTheViewProposes() {
    var spoilt = new Spoilt();
    for (String other : List.of("client", "node_0", "node_1")) {
      spoilt.proposer = chain.key(other).publicKey();
      if (!spoilt.proposer.equals(good.header().proposer()))
        spoilt.refused("proposer %s, the leader of view 2 is".formatted(spoilt.proposer));
    }
  }

  @Test
  void aViewOfAnotherEpochIsRefused() {
    var spoilt = new Spoilt();
    spoilt.view = (3L << 32) + 5;
    spoilt.refused("view 12884901893 of epoch 3, height 2 is in epoch 0");
  }

  @Test
  void theBeaconHasToBeTheProposersOwn() {
    KeyPair other = chain.key("client");
    byte[] alpha = new Encoder().hash(chain.state.beacon()).i64(good.header().height()).toBytes();
    var borrowed = new Spoilt();
    borrowed.beaconProof = Vrf.prove(other, alpha);
    borrowed.refused("the beacon's proof is not that of the proposer");
    var chosen = new Spoilt();
    chosen.beacon = Hash.sha256(new byte[1]);
    chosen.refused("beacon");
  }

  @Test
  void whatABlockCommitsToHasToBeWhatItDoes() {
    var root = new Spoilt();
    root.stateRoot = Hash.ZERO;
    root.refused("state root " + Hash.ZERO);
    var transactions = new Spoilt();
    transactions.transactions = List.of();
    transactions.refused("transactions root");
    var mined = new Spoilt();
    mined.mined = List.of(new Mined(Hash.ZERO, new UnitId(0, 0), chain.address("client"), 1));
    mined.refused("mined");
  }

  @Test
  void oneBadTransactionSpoilsTheBlockAndIsNamed() {
    Transaction bad =
        Transaction.sign(
            Signer.of(chain.key("client")),
            chain.state.chainId(),
            7,
            TestChain.FEE,
            new TransactionBody.Transfer(chain.address("other"), 1));
    var spoilt = new Spoilt();
    spoilt.transactions = List.of(good.transactions().getFirst(), bad);
    spoilt.transactionsRoot = Block.transactionsRoot(spoilt.transactions);
    spoilt.refused("transaction 1, transfer " + bad.id() + ": nonce 7 is ahead");
  }

  @Test
  void aBlockOfTooManyTransactionsIsRefused() {
    var spoilt = new Spoilt();
    spoilt.transactions =
        Collections.nCopies(Block.MAX_TRANSACTIONS + 1, good.transactions().getFirst());
    spoilt.refused("10001 transactions, expected at most 10000");
  }

  @Test
  void aBlockOfTooManyBytesIsRefusedAndNeverBuilt() {
    var heavy = new ArrayList<Transaction>();
    byte[] preferences = new byte[TransactionBody.TakeTicket.MAX_PREFERENCES_BYTES];
    chain.block(chain.sign("spare", new TransactionBody.Stake(100_00000000L)));
    for (int i = 0; i < 2_100; i++)
      heavy.add(
          chain.sign(
              "spare", new TransactionBody.TakeTicket(io.pouw.plugin.Role.MINER, preferences)));
    Built built = chain.build(heavy);
    assertTrue(built.block().toBytes().length <= Block.MAX_BYTES);
    assertTrue(built.rejected().getFirst().pending());
    assertEquals("the block is full", built.rejected().getFirst().reason());
    var spoilt = new Spoilt();
    spoilt.height = chain.state.height() + 1;
    spoilt.parent = chain.state.head().id();
    spoilt.view = 100;
    spoilt.proposer = chain.leader(100).publicKey();
    spoilt.timestampMs = chain.state.head().timestampMs() + 1;
    spoilt.transactions = heavy;
    spoilt.refused("bytes, expected at most " + Block.MAX_BYTES);
  }

  @Test
  void onlyAValidatorMayBuildAndOnlyInALaterView() {
    assertThrows(
        IllegalArgumentException.class,
        () -> chain.state.build(9, 0, chain.key("client"), List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> chain.state.build(1, 0, chain.key("node_0"), List.of()));
  }

  @Test
  void aProposerWhoseClockIsBehindStillBuildsAboveTheParent() {
    Built built = chain.state.build(5, 0, chain.leader(5), List.of());
    assertEquals(chain.state.head().timestampMs() + 1, built.block().header().timestampMs());
  }

  @Test
  void feesArePartBurntAndPartTheProposers() {
    Transition applied = chain.state.apply(good);
    assertEquals(TestChain.FEE / 2, applied.after().supply().burned());
    long proposer =
        applied.after().account(good.header().proposer().address()).orElseThrow().balance();
    assertEquals(TestChain.RICH + TestChain.FEE / 2, proposer);
  }
}
