package io.pouw.storage;

import static io.pouw.storage.Samples.CHAIN;
import static io.pouw.storage.Samples.assertFails;
import static io.pouw.storage.Samples.block;
import static io.pouw.storage.Samples.blockId;
import static io.pouw.storage.Samples.change;
import static io.pouw.storage.Samples.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import io.pouw.storage.StorageException.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainStoreTest {
  @TempDir Path folder;
  private ChainStore store;

  @BeforeEach
  void open() {
    store = ChainStore.open(folder.resolve("chain"), CHAIN);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen() {
    store.close();
    open();
  }

  @Test
  void aNewStoreIsEmpty() {
    assertEquals(OptionalLong.empty(), store.height());
    assertTrue(store.block(0).isEmpty());
    assertTrue(store.block(-1).isEmpty());
    assertEquals(OptionalLong.empty(), store.heightOf(blockId(0)));
    assertEquals(0, store.forEachState((key, value) -> {}));
  }

  @Test
  void whatWasCommittedIsThereAfterAReopen() {
    store.commit(block(0), change(0));
    store.commit(List.of(block(1), block(2)), change(2));
    reopen();
    assertEquals(OptionalLong.of(2), store.height());
    for (long height = 0; height <= 2; height++) {
      FinalizedRecord read = store.block(height).orElseThrow();
      assertArrayEquals(block(height).toBytes(), read.toBytes());
      assertEquals(OptionalLong.of(height), store.heightOf(blockId(height)));
    }
    assertEquals("2", store.state(text("height")).map(Samples::text).orElseThrow());
    assertArrayEquals(blockId(2).toBytes(), store.index(text("line 2")).orElseThrow());
    assertTrue(store.block(3).isEmpty());
  }

  @Test
  void aBlockMayHaveNoCertificateOfItsOwn() {
    store.commit(new FinalizedRecord(0, blockId(0), text("b"), new byte[0]), StateChange.NONE);
    assertEquals(0, store.block(0).orElseThrow().certificate().length);
  }

  @Test
  void theStateIsReadBackInTheOrderOfKeysWithoutWhatWasDeleted() {
    var first =
        List.of(
            Change.put(text("c"), text("3")),
            Change.put(text("a"), text("1")),
            Change.put(text("b"), text("2")),
            Change.put(new byte[] {(byte) 0xff}, text("last")));
    store.commit(block(0), new StateChange(first, List.of()));
    var second = List.of(Change.delete(text("b")), Change.put(text("a"), text("new")));
    store.commit(block(1), new StateChange(second, List.of()));
    reopen();
    var values = new ArrayList<String>();
    assertEquals(3, store.forEachState((key, value) -> values.add(text(value))));
    assertEquals(List.of("new", "3", "last"), values);
  }

  @Test
  void aHeightThatDoesNotFollowIsRefusedAndNothingIsWritten() {
    store.commit(block(5), StateChange.NONE);
    assertThrows(IllegalArgumentException.class, () -> store.commit(block(5), change(5)));
    assertThrows(IllegalArgumentException.class, () -> store.commit(block(7), change(7)));
    assertThrows(
        IllegalArgumentException.class, () -> store.commit(List.of(block(6), block(8)), change(8)));
    assertThrows(IllegalArgumentException.class, () -> store.commit(List.of(), StateChange.NONE));
    reopen();
    assertEquals(OptionalLong.of(5), store.height());
    assertTrue(store.state(text("height")).isEmpty());
    assertTrue(store.block(6).isEmpty());
  }

  @Test
  void anIndexIsReadByPrefixFromEitherEndAndInPages() {
    var lines = new ArrayList<Change>();
    for (String key : List.of("a", "b", "b1", "b2", "b3", "b4", "c"))
      lines.add(Change.put(text(key), text(key)));
    store.commit(block(0), new StateChange(List.of(), lines));
    assertEquals(List.of("b", "b1"), keys(store.firstOf(text("b"), 2)));
    assertEquals(List.of("b2", "b3"), keys(store.firstOf(text("b"), text("b2"), 2)));
    assertEquals(List.of("b4", "b3"), keys(store.lastOf(text("b"), 2)));
    assertEquals(List.of("b2", "b1", "b"), keys(store.lastOf(text("b"), text("b2"), 9)));
    assertEquals(List.of("c"), keys(store.lastOf(text("c"), 9)));
    assertEquals(List.of("c", "b4"), keys(store.lastOf(new byte[0], 2)));
    assertEquals(List.of(), keys(store.firstOf(text("d"), 9)));
    assertEquals(List.of(), keys(store.lastOf(text("bb"), 9)));
    assertEquals(List.of(), keys(store.lastOf(text("0"), 9)));
  }

  @Test
  void aPrefixOfGreatestBytesHasItsLastEntries() {
    byte[] prefix = {(byte) 0xff, (byte) 0xff};
    byte[] key = {(byte) 0xff, (byte) 0xff, 1};
    store.commit(block(0), new StateChange(List.of(), List.of(Change.put(key, text("x")))));
    assertEquals(1, store.lastOf(prefix, 5).size());
    assertEquals(1, store.firstOf(prefix, 5).size());
  }

  @Test
  void aFolderOfAnotherChainIsRefused() {
    store.close();
    Hash other = Hash.of(Domain.GENESIS, text("another chain"));
    var failure =
        assertFails(Reason.FOREIGN, () -> ChainStore.open(folder.resolve("chain"), other));
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains(CHAIN.toString()) && message.contains(other.toString()), message);
    assertTrue(message.contains("genesis"), message);
    open();
  }

  @Test
  void aFolderOfAnotherStoreIsRefused() {
    VoteStore.open(folder.resolve("votes"), CHAIN).close();
    var failure =
        assertFails(Reason.FOREIGN, () -> ChainStore.open(folder.resolve("votes"), CHAIN));
    assertTrue(String.valueOf(failure.getMessage()).contains("something else"));
  }

  @Test
  void aFolderThatIsOpenIsRefused() {
    var failure = assertFails(Reason.IN_USE, () -> ChainStore.open(folder.resolve("chain"), CHAIN));
    assertTrue(String.valueOf(failure.getMessage()).contains("in use by another process"));
  }

  @Test
  void aClosedStoreSaysSoInsteadOfEndingTheJvm() {
    store.close();
    store.close();
    assertFails(Reason.CLOSED, () -> store.block(0));
    assertFails(Reason.CLOSED, () -> store.commit(block(0), StateChange.NONE));
    assertFails(Reason.CLOSED, () -> store.forEachState((key, value) -> {}));
  }

  @Test
  void whatIsTooLargeOrHasNoKeyIsRefused() {
    byte[] tooLarge = new byte[FinalizedRecord.MAX_BLOCK_BYTES + 1];
    assertThrows(
        IllegalArgumentException.class,
        () -> new FinalizedRecord(0, blockId(0), tooLarge, new byte[0]));
    assertThrows(IllegalArgumentException.class, () -> Change.put(new byte[0], text("x")));
    assertThrows(IllegalArgumentException.class, () -> Change.delete(new byte[1025]));
  }

  private static List<String> keys(List<Entry> entries) {
    return entries.stream().map(entry -> text(entry.key())).toList();
  }

  @Test
  void commitsAreTakenBackOneAfterTheOtherDownToNothing() {
    for (long height = 5; height <= 8; height++) store.commit(block(height), change(height));
    for (long height = 8; height >= 6; height--) {
      assertEquals(height - 1, store.revert());
      reopen();
      assertEquals(OptionalLong.of(height - 1), store.height());
      assertTrue(store.block(height).isEmpty());
      assertEquals(OptionalLong.empty(), store.heightOf(blockId(height)));
      assertTrue(store.index(text("line " + height)).isEmpty());
      String state = store.state(text("height")).map(Samples::text).orElseThrow();
      assertEquals(Long.toString(height - 1), state);
    }
    assertEquals(-1, store.revert());
    reopen();
    assertEquals(OptionalLong.empty(), store.height());
    assertEquals(OptionalLong.empty(), store.firstHeight());
    assertEquals(0, store.forEachState((key, value) -> {}));
    assertThrows(IllegalStateException.class, () -> store.revert());
    store.commit(block(1), change(1));
    assertEquals(OptionalLong.of(1), store.firstHeight());
  }

  @Test
  void aCommitOfSeveralBlocksIsTakenBackAsAWhole() {
    store.commit(block(1), change(1));
    store.commit(List.of(block(2), block(3)), change(3));
    assertEquals(1, store.revert());
    assertTrue(store.block(2).isEmpty());
    assertTrue(store.block(3).isEmpty());
    assertEquals("1", store.state(text("height")).map(Samples::text).orElseThrow());
  }

  @Test
  void prunedBlocksAreGoneAndTheRestIsAsItWas() {
    for (long height = 1; height <= 9; height++) store.commit(block(height), change(height));
    assertEquals(OptionalLong.of(1), store.firstHeight());
    store.prune(6, List.of(text("line 3")));
    store.prune(4, List.of());
    reopen();
    assertEquals(OptionalLong.of(6), store.firstHeight());
    for (long height = 1; height <= 5; height++) {
      assertTrue(store.block(height).isEmpty());
      assertTrue(store.undo(height).isEmpty());
      assertEquals(OptionalLong.empty(), store.heightOf(blockId(height)));
    }
    assertTrue(store.index(text("line 3")).isEmpty());
    assertTrue(store.index(text("line 4")).isPresent());
    assertArrayEquals(block(6).toBytes(), store.block(6).orElseThrow().toBytes());
    assertThrows(IllegalArgumentException.class, () -> store.prune(10, List.of()));
    store.commit(block(10), change(10));
    for (long height = 10; height >= 6; height--) store.revert();
    assertThrows(IllegalStateException.class, () -> store.revert());
  }

  @Test
  void aSoundStoreVerifies() {
    for (long height = 1; height <= 9; height++) store.commit(block(height), change(height));
    reopen();
    store.verify();
  }
}
