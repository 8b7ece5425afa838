package io.pouw.node.verticle;

import static io.pouw.node.verticle.Fixtures.OWNER;
import static io.pouw.node.verticle.Fixtures.VALIDATOR;
import static io.pouw.node.verticle.Fixtures.genesis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TransactionBody;
import io.pouw.node.NodeStores;
import io.pouw.node.bus.Bus;
import io.pouw.plugin.Role;
import io.pouw.primitives.Hash;
import io.pouw.storage.StorageException;
import io.pouw.storage.StorageException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PouwNodeTest {
  @TempDir Path folder;

  private Path data() {
    return folder.resolve("node");
  }

  private static void assertFree(Path data) {
    NodeStores.open(data, genesis().chainId()).close();
  }

  @Test
  void aValidatorThatIsAloneMakesBlocksAndTheyAreOnDisk() throws Exception {
    try (TestNode alone = TestNode.start(data(), genesis(), VALIDATOR)) {
      LedgerState state = alone.reaches(3);
      assertEquals(state.head().id(), blockId(alone, state.height()));
      assertFalse(alone.node.failed());
      assertTrue(alone.node.finality().samples().length > 0);
      assertTrue(alone.node.consensus().finalizedHeight() >= 3);
    }
  }

  private static Hash blockId(TestNode node, long height) {
    return node.node.chain().block(height).orElseThrow().id();
  }

  @Test
  void afterARestartItGoesOnWithTheSameChain() throws Exception {
    TestNode first = TestNode.start(data(), genesis(), VALIDATOR);
    try (first) {
      first.reaches(5);
    }
    LedgerState before = first.node.ledger();
    PouwNode again =
        TestNode.make(TestNode.config(data(), 0, List.of(), Set.of()), genesis(), VALIDATOR);
    assertEquals(before.head(), again.ledger().head());
    assertEquals(before.stateRoot(), again.ledger().stateRoot());
    TestNode.await(again.stop());
    try (TestNode second = TestNode.start(data(), genesis(), VALIDATOR)) {
      LedgerState after = second.reaches(before.height() + 3);
      assertEquals(before.head().id(), blockId(second, before.height()));
      assertTrue(after.head().view() > before.head().view());
    }
  }

  @Test
  void aTransactionOfItsOwnIsInABlockAndSoIsAPeersOne() throws Exception {
    try (TestNode validator = TestNode.start(data(), genesis(), VALIDATOR);
        TestNode follower =
            TestNode.start(folder.resolve("peer"), genesis(), OWNER, validator.endpoint())) {
      follower.reaches(2);
      Hash id =
          TestNode.await(
              follower
                  .node
                  .vertx()
                  .eventBus()
                  .<Hash>request(
                      Bus.SUBMIT_BODY, new TransactionBody.Transfer(VALIDATOR.address(), 7))
                  .map(answer -> answer.body()));
      long height = follower.node.ledger().height();
      while (validator.node.chain().transaction(id).isEmpty()) validator.reaches(++height);
      // The validator may be ahead of what the follower has seen.
      long block = validator.node.chain().transaction(id).orElseThrow().height();
      LedgerState state = follower.reaches(block);
      assertEquals(1, state.account(OWNER.address()).orElseThrow().nonce());
    }
  }

  @Test
  void aPortInUseIsSaidAndTheDataFolderIsFreeAgain() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PouwNode node =
          TestNode.make(
              TestNode.config(data(), taken.getLocalPort(), List.of(), Set.of()),
              genesis(),
              VALIDATOR);
      var failure = assertThrows(Exception.class, () -> TestNode.await(node.start()));
      String message = String.valueOf(failure.getMessage());
      assertTrue(message.contains(Integer.toString(taken.getLocalPort())), message);
    }
    assertFree(data());
  }

  @Test
  void aDataFolderInUseIsRefusedAndItsOwnerGoesOn() throws Exception {
    try (TestNode owner = TestNode.start(data(), genesis(), VALIDATOR)) {
      var config = TestNode.config(data(), 0, List.of(), Set.of());
      var refusal =
          assertThrows(StorageException.class, () -> TestNode.make(config, genesis(), VALIDATOR));
      assertEquals(Reason.IN_USE, refusal.reason());
      assertTrue(String.valueOf(refusal.getMessage()).contains(data().toString()));
      owner.reaches(owner.node.ledger().height() + 2);
    }
  }

  @Test
  void aDataFolderOfAnotherChainIsRefusedAndStaysAsItIs() throws Exception {
    try (TestNode node = TestNode.start(data(), genesis(), VALIDATOR)) {
      node.reaches(2);
    }
    var config = TestNode.config(data(), 0, List.of(), Set.of());
    var refusal =
        assertThrows(
            StorageException.class, () -> TestNode.make(config, genesis("other"), VALIDATOR));
    assertEquals(Reason.FOREIGN, refusal.reason());
    assertTrue(
        String.valueOf(refusal.getMessage()).contains(genesis().chainId().toString()),
        refusal::getMessage);
    try (TestNode node = TestNode.start(data(), genesis(), VALIDATOR)) {
      node.reaches(3);
    }
  }

  @Test
  void aRoleWithoutAPluginIsSaidAndTheDataFolderIsFreeAgain() throws Exception {
    PouwNode node =
        TestNode.make(TestNode.config(data(), 0, List.of(), Set.of(Role.MINER)), genesis(), OWNER);
    var failure = assertThrows(Exception.class, () -> TestNode.await(node.start()));
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("no plugin for the role MINER"), message);
    assertFree(data());
  }

  @Test
  void aPeerOfAnotherChainIsNotAccepted() throws Exception {
    try (TestNode validator = TestNode.start(data(), genesis(), VALIDATOR);
        TestNode stranger =
            TestNode.start(folder.resolve("peer"), genesis("other"), OWNER, validator.endpoint())) {
      validator.reaches(validator.node.ledger().height() + 20);
      assertEquals(0, stranger.node.ledger().height());
      assertEquals(List.of(), stranger.node.peers().network().peers());
    }
  }

  @Test
  void aFileInPlaceOfTheDataFolderIsSaid() throws IOException {
    Path file = java.nio.file.Files.createFile(data());
    var config = TestNode.config(file, 0, List.of(), Set.of());
    var refusal =
        assertThrows(StorageException.class, () -> TestNode.make(config, genesis(), VALIDATOR));
    assertTrue(String.valueOf(refusal.getMessage()).contains("is a file"));
  }
}
