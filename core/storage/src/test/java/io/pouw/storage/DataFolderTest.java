package io.pouw.storage;

import static io.pouw.storage.Samples.CHAIN;
import static io.pouw.storage.Samples.assertFails;
import static io.pouw.storage.Samples.block;
import static io.pouw.storage.Samples.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path temporary;

  @Test
  void aFolderIsMadeAndHasAPlaceForEverything() {
    Path root = temporary.resolve("a").resolve("node");
    try (DataFolder folder = DataFolder.open(root)) {
      assertTrue(Files.isDirectory(root));
      assertEquals(root.resolve("keystore.p12"), folder.keystore());
      ChainStore.open(folder.chain(), CHAIN).close();
      VoteStore.open(folder.votes(), CHAIN).close();
      BlobStore.open(folder.blobs(), 1_000_000).close();
    }
  }

  @Test
  void aFolderIsHeldOnceUntilItIsClosed() {
    DataFolder first = DataFolder.open(temporary);
    var failure = assertFails(Reason.IN_USE, () -> DataFolder.open(temporary));
    assertTrue(
        String.valueOf(failure.getMessage())
            .startsWith("data folder " + temporary + " is in use by another process"));
    first.close();
    DataFolder.open(temporary).close();
  }

  @Test
  void aFileInThePlaceOfTheFolderIsNamed() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "x");
    var failure = assertFails(Reason.FOREIGN, () -> DataFolder.open(file));
    assertTrue(String.valueOf(failure.getMessage()).contains("is a file"));
  }

  @Test
  void whatAKilledProcessHadCommittedIsThere() throws Exception {
    long acknowledged;
    try (OtherProcess other = OtherProcess.in(temporary)) {
      acknowledged = other.committed(20);
      assertFails(Reason.IN_USE, () -> DataFolder.open(temporary));
      Path chain = temporary.resolve("chain");
      assertFails(Reason.IN_USE, () -> ChainStore.open(chain, CHAIN));
      acknowledged = Math.max(acknowledged, other.kill());
    }
    try (DataFolder folder = DataFolder.open(temporary);
        ChainStore store = ChainStore.open(folder.chain(), CHAIN)) {
      long height = store.height().orElseThrow();
      assertTrue(height >= acknowledged, height + " after " + acknowledged);
      for (long at = 0; at <= height; at++)
        assertArrayEquals(block(at).toBytes(), store.block(at).orElseThrow().toBytes());
      assertEquals(
          Long.toString(height), store.state(text("height")).map(Samples::text).orElseThrow());
      store.commit(block(height + 1), StateChange.NONE);
    }
  }
}
