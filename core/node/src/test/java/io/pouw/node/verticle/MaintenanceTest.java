package io.pouw.node.verticle;

import static io.pouw.node.verticle.Fixtures.VALIDATOR;
import static io.pouw.node.verticle.Fixtures.genesis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pouw.node.maintenance.Backup;
import io.pouw.node.maintenance.FolderReset;
import io.pouw.node.maintenance.Inspection;
import io.pouw.node.maintenance.Replay;
import io.pouw.node.maintenance.Restore;
import io.pouw.node.maintenance.Rollback;
import io.pouw.node.maintenance.StoppedNode;
import io.pouw.primitives.Hash;
import io.pouw.storage.ChainStore;
import io.pouw.storage.FinalizedRecord;
import io.pouw.storage.StateChange;
import io.pouw.storage.StorageException;
import io.pouw.storage.StorageException.Reason;
import io.pouw.storage.VoteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does with the data folder of a validator that made some blocks. */
class MaintenanceTest {
  @TempDir static Path made;
  private static long height;

  @TempDir Path folder;
  private Path data;

  @BeforeAll
  static void makeBlocks() throws Exception {
    TestNode node = TestNode.start(made.resolve("node"), genesis(), VALIDATOR);
    try (node) {
      node.reaches(12);
    }
    height = node.node.ledger().height();
  }

  @BeforeEach
  void copy() throws IOException {
    data = folder.resolve("node");
    Path source = made.resolve("node");
    try (var files = Files.walk(source)) {
      for (Path each : files.toList()) Files.copy(each, data.resolve(source.relativize(each)));
    }
  }

  private StoppedNode open() {
    return StoppedNode.open(data, genesis());
  }

  private static void refused(Reason reason, String text, Executable action) {
    var refusal = assertThrows(StorageException.class, action);
    assertEquals(reason, refusal.reason(), refusal.getMessage());
    assertTrue(String.valueOf(refusal.getMessage()).contains(text), refusal.getMessage());
  }

  @Test
  void aSoundFolderIsShownWithWhatIsInIt() {
    try (StoppedNode node = open()) {
      Inspection found = Inspection.of(node);
      assertEquals(List.of(), found.problems());
      assertEquals(height, found.facts().get("height"));
      assertEquals(1L, found.facts().get("first_block"));
      assertEquals("holds", found.facts().get("certificate"));
      assertEquals("sound", found.facts().get("health"));
      assertEquals("no", found.facts().get("restored_from_backup"));
      assertTrue(number(found, "highest_view_voted") >= height);
      assertTrue(number(found, "chain_bytes") > 1_000);
    }
  }

  private static long number(Inspection found, String name) {
    return ((Number) Objects.requireNonNull(found.facts().get(name))).longValue();
  }

  @Test
  void aStateThatIsNotTheBlocksIsSaid() {
    try (ChainStore store = ChainStore.open(data.resolve("chain"), genesis().chainId())) {
      FinalizedRecord last = store.block(height).orElseThrow();
      FinalizedRecord below = store.block(height - 1).orElseThrow();
      store.revert();
      store.commit(
          new FinalizedRecord(height, last.blockId(), below.block(), last.certificate()),
          StateChange.NONE);
    }
    try (StoppedNode node = open()) {
      assertFalse(Inspection.of(node).problems().isEmpty());
      assertTrue(Replay.of(node, at -> {}).problem().isPresent());
    }
  }

  @Test
  void aNodeThatRunsOrIsNotThereIsRefused() throws Exception {
    Path nowhere = folder.resolve("nowhere");
    refused(Reason.MISSING, nowhere.toString(), () -> StoppedNode.open(nowhere, genesis()).close());
    assertFalse(Files.exists(nowhere));
    try (TestNode running = TestNode.start(data, genesis(), VALIDATOR)) {
      running.reaches(height + 1);
      refused(Reason.IN_USE, "stop that node", () -> open().close());
      refused(Reason.IN_USE, "stop that node", () -> FolderReset.run(data, false));
    }
  }

  @Test
  void allBlocksReplayAndARollbackGoesToAnyHeight() {
    try (StoppedNode node = open()) {
      Replay replay = Replay.of(node, at -> {});
      assertEquals(new Replay(0, height, Optional.empty()), replay);
      assertEquals(height - 1, Rollback.byOne(node));
      assertEquals(List.of(), Inspection.of(node).problems());
      assertEquals(5, Rollback.to(node, 5));
      assertEquals(5, node.height());
      assertEquals(List.of(), Inspection.of(node).problems());
      assertEquals(new Replay(0, 5, Optional.empty()), Replay.of(node, at -> {}));
      var refusal = assertThrows(IllegalArgumentException.class, () -> Rollback.to(node, 6));
      assertTrue(String.valueOf(refusal.getMessage()).contains("expected 0 to 5"));
      assertEquals(0, Rollback.to(node, 0));
      assertThrows(IllegalArgumentException.class, () -> Rollback.byOne(node));
    }
  }

  @Test
  void aValidatorThatWasRolledBackByOneMakesTheSameBlockFinalAgain() throws Exception {
    Hash last;
    try (StoppedNode node = open()) {
      last = node.blockId(height);
      Rollback.byOne(node);
      // A view that was given up between the last two blocks would keep it silent.
      assumeTrue(Rollback.silentUpTo(node).isEmpty());
    }
    try (TestNode again = TestNode.start(data, genesis(), VALIDATOR)) {
      again.reaches(height + 2);
      assertEquals(last, again.node.chain().block(height).orElseThrow().id());
    }
  }

  @Test
  void aValidatorThatWasRolledBackFurtherDoesNotVoteWhereItMayHaveVoted() {
    try (StoppedNode node = open()) {
      long voted = number(Inspection.of(node), "highest_view_voted");
      Rollback.to(node, 4);
      assertEquals(OptionalLong.of(voted), Rollback.silentUpTo(node));
    }
  }

  @Test
  void aResetForgetsTheChainAndKeepsKeyAndVotes() throws IOException {
    Path key = Files.writeString(data.resolve("keystore.p12"), "key");
    Path book = Files.writeString(data.resolve("peers.json"), "{}");
    FolderReset.run(data, true);
    assertFalse(Files.exists(data.resolve("chain")));
    assertFalse(Files.exists(data.resolve("blobs")));
    assertTrue(Files.exists(key));
    assertTrue(Files.exists(book));
    try (VoteStore votes = VoteStore.open(data.resolve("votes"), genesis().chainId())) {
      assertTrue(votes.highestView() >= height);
    }
    FolderReset.run(data, false);
    assertFalse(Files.exists(book));
  }

  private Path backup() {
    Path file = folder.resolve("node.zip");
    try (StoppedNode node = open()) {
      assertEquals(height, Backup.write(node, file, true, 1).height());
    }
    return file;
  }

  @Test
  void aBackupBringsTheChainBackWithoutTheVotesAndMarked() throws IOException {
    Files.writeString(data.resolve("keystore.p12"), "key");
    Path file = backup();
    Path back = folder.resolve("back");
    Restore.run(file, back, genesis());
    assertEquals("key", Files.readString(back.resolve("keystore.p12")));
    try (StoppedNode node = StoppedNode.open(back, genesis())) {
      Inspection found = Inspection.of(node);
      assertEquals(List.of(), found.problems());
      assertEquals(height, found.facts().get("height"));
      assertEquals("yes", found.facts().get("restored_from_backup"));
      assertEquals(-1L, found.facts().get("highest_view_voted"));
    }
  }

  /** Together, for listening takes its time. */
  @Test
  void whoWasRestoredAndWhoseVotesAreDamagedListenAndThenGoOn() throws Exception {
    Path back = folder.resolve("back");
    Restore.run(backup(), back, genesis());
    long voted;
    try (StoppedNode node = open()) {
      voted = number(Inspection.of(node), "highest_view_voted");
    }
    Files.writeString(data.resolve("votes/CURRENT"), "MANIFEST-of-another-life\n");
    try (TestNode restored = TestNode.start(back, genesis(), VALIDATOR);
        TestNode damaged = TestNode.start(data, genesis(), VALIDATOR)) {
      restored.reaches(height + 2);
      damaged.reaches(height + 2);
    }
    assertTrue(Files.isDirectory(data.resolve("votes.damaged")), "nothing is thrown away");
    try (VoteStore votes = VoteStore.open(data.resolve("votes"), genesis().chainId())) {
      assertTrue(votes.silentUpTo() >= voted - 1, "only in the view that was open it may vote");
    }
    for (Path each : List.of(back, data))
      try (StoppedNode node = StoppedNode.open(each, genesis())) {
        assertEquals("no", Inspection.of(node).facts().get("restored_from_backup"));
        assertEquals(new Replay(0, node.height(), Optional.empty()), Replay.of(node, at -> {}));
      }
  }

  @Test
  void nothingIsOverwrittenByABackupOrARestore() throws IOException {
    Path file = backup();
    refused(Reason.EXISTS, "never overwritten", this::backup);
    refused(Reason.EXISTS, "not empty", () -> Restore.run(file, data, genesis()));
    refused(
        Reason.FOREIGN,
        "give its genesis file",
        () -> Restore.run(file, folder.resolve("other"), genesis("other")));
    Path text = Files.writeString(folder.resolve("text"), "no backup at all");
    refused(Reason.DAMAGED, "text", () -> Restore.run(text, folder.resolve("x"), genesis()));
    assertFalse(Files.exists(folder.resolve("x")));
  }

  @Test
  void aBackupWithAnyByteChangedIsRefusedOrStillTheSame() throws IOException {
    byte[] whole = Files.readAllBytes(backup());
    int refused = 0;
    for (int i = 0; i < 24; i++) {
      byte[] changed = whole.clone();
      changed[(int) ((long) i * whole.length / 24)] ^= 0x20;
      Path file = Files.write(folder.resolve("changed-" + i), changed);
      Path back = folder.resolve("back-" + i);
      try {
        Restore.run(file, back, genesis());
        try (StoppedNode node = StoppedNode.open(back, genesis())) {
          assertEquals(height, node.height());
          assertEquals(List.of(), Inspection.of(node).problems());
        }
      } catch (StorageException e) {
        refused++;
        assertEquals(Reason.DAMAGED, e.reason(), e.getMessage());
        assertFalse(Files.exists(back));
      }
    }
    assertTrue(refused > 12, "only " + refused + " of 24 refused");
  }
}
