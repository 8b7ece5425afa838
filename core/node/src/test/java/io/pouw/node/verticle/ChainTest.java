package io.pouw.node.verticle;

import static io.pouw.node.verticle.Fixtures.OWNER;
import static io.pouw.node.verticle.Fixtures.VALIDATOR;
import static io.pouw.node.verticle.Fixtures.genesis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Block;
import io.pouw.ledger.BlockHeader;
import io.pouw.ledger.InvalidBlockException;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.node.bus.LedgerAdvanced;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Hash;
import io.pouw.storage.ChainStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTest {
  private static final long TIME = 1_700_000_001_000L;
  private static final byte[] CERTIFICATE = {1};

  @TempDir Path folder;
  private ChainStore store;
  private Chain chain;

  @BeforeEach
  void open() {
    store = ChainStore.open(folder.resolve("chain"), genesis().chainId());
    chain = new Chain(genesis(), store, 0);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void restart() {
    store.close();
    open();
  }

  private static Transaction transfer(long nonce) {
    return Transaction.sign(
        Signer.of(OWNER),
        genesis().chainId(),
        nonce,
        10_000,
        new TransactionBody.Transfer(VALIDATOR.address(), 5));
  }

  private Block next(long view, Transaction... transactions) {
    return chain.build(chain.tip(), view, TIME + view, VALIDATOR, List.of(transactions));
  }

  private LedgerAdvanced commit(Block... blocks) {
    return chain.commit(List.of(blocks), CERTIFICATE);
  }

  private static Block withStateRoot(Block block, Hash root) {
    BlockHeader h = block.header();
    return new Block(
        new BlockHeader(
            h.chainId(),
            h.height(),
            h.view(),
            h.parent(),
            h.timestampMs(),
            h.proposer(),
            h.beaconProof(),
            h.beacon(),
            h.transactionsRoot(),
            root,
            h.mined()),
        block.transactions());
  }

  @Test
  void aBlockThatIsFinalMovesTheLedgerAndTellsWhatItDid() {
    Block block = next(1, transfer(0));
    assertEquals(0, chain.state().height());
    LedgerAdvanced advanced = commit(block);
    assertEquals(List.of(block), advanced.blocks());
    assertSame(chain.state(), advanced.state());
    assertEquals(1, chain.state().height());
    assertEquals(block.id(), chain.tip());
    assertEquals(1, chain.state().account(OWNER.address()).orElseThrow().nonce());
    assertTrue(
        advanced.events().stream().anyMatch(event -> event.account().equals(OWNER.address())));
  }

  @Test
  void afterARestartTheSameLedgerIsThere() {
    commit(next(1, transfer(0)));
    Block second = next(2);
    Block third = chain.build(second.id(), 4, TIME + 4, VALIDATOR, List.of(transfer(1)));
    commit(second, third);
    LedgerState before = chain.state();
    restart();
    assertEquals(3, chain.state().height());
    assertEquals(before.stateRoot(), chain.state().stateRoot());
    assertEquals(before.head(), chain.state().head());
    assertEquals(before.entries().size(), chain.state().entries().size());
    commit(next(5, transfer(2)));
    assertEquals(4, chain.state().height());
  }

  @Test
  void whatIsNotFinalIsForgottenByARestart() {
    Block block = next(1, transfer(0));
    restart();
    assertEquals(0, chain.state().height());
    chain.check(block);
    commit(block);
    assertEquals(1, chain.state().height());
  }

  @Test
  void aBlockWithAWrongStateRootIsRefused() {
    Block built = next(1, transfer(0));
    Block forged = withStateRoot(built, Hash.sha256(new byte[] {1}));
    assertThrows(InvalidBlockException.class, () -> chain.check(forged));
    assertThrows(InvalidBlockException.class, () -> commit(forged));
    assertEquals(0, chain.state().height());
    assertTrue(store.height().isEmpty(), "nothing of it was written");
  }

  @Test
  void aBlockOnAnUnknownParentIsRefused() {
    Block first = next(1);
    Block second = chain.build(first.id(), 2, TIME + 2, VALIDATOR, List.of());
    restart();
    var refusal = assertThrows(InvalidBlockException.class, () -> chain.check(second));
    assertTrue(
        String.valueOf(refusal.getMessage())
            .contains("the parent " + first.id().abbreviated() + " is not known"));
  }

  @Test
  void committingTwiceChangesNothing() {
    Block block = next(1, transfer(0));
    commit(block);
    Hash root = chain.state().stateRoot();
    LedgerAdvanced again = commit(block);
    assertEquals(List.of(), again.blocks());
    assertEquals(root, chain.state().stateRoot());
  }

  @Test
  void whatStandsInUndecidedBlocksIsKnownUpToEachOfThem() {
    assertEquals(Set.of(), chain.undecidedUpTo(chain.tip()));
    Transaction first = transfer(0);
    Block block = next(1, first);
    assertEquals(Set.of(first.id()), chain.undecidedUpTo(block.id()));
    assertEquals(Set.of(), chain.undecidedUpTo(chain.tip()));
    commit(block);
    assertEquals(Set.of(), chain.undecidedUpTo(block.id()));
  }

  @Test
  void aBlocksTimeIsAboveItsParentsThoughTheClockStandsStill() {
    Block first = chain.build(chain.tip(), 1, TIME, VALIDATOR, List.of());
    Block second = chain.build(first.id(), 2, TIME, VALIDATOR, List.of());
    assertTrue(second.header().timestampMs() > first.header().timestampMs());
  }
}
