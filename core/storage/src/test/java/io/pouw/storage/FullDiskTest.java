package io.pouw.storage;

import static io.pouw.storage.Samples.CHAIN;
import static io.pouw.storage.Samples.assertFails;
import static io.pouw.storage.Samples.blockId;
import static io.pouw.storage.Samples.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pouw.primitives.KeyPair;
import io.pouw.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  @TempDir Path temporary;

  private SmallDisk mount(Path folder) throws IOException {
    Files.createDirectories(folder);
    var disk = SmallDisk.mount(folder, 4);
    assumeTrue(disk.isPresent(), "only a user who may mount a small disk can fill one");
    return disk.orElseThrow();
  }

  @Test
  void aFullDiskIsSaidAndWhatWasAcknowledgedStays() throws IOException {
    Path folder = temporary.resolve("small");
    long acknowledged = -1;
    try (SmallDisk disk = mount(folder)) {
      Path chain = folder.resolve("chain");
      try (ChainStore store = ChainStore.open(chain, CHAIN)) {
        for (long height = 0; height < 100; height++) {
          store.commit(record(height), StateChange.NONE);
          acknowledged = height;
        }
      } catch (StorageException e) {
        assertEquals(Reason.FULL, e.reason(), e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).contains("the disk is full"), e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).contains(chain.toString()), e.getMessage());
      }
      assertTrue(acknowledged >= 0 && acknowledged < 99, "acknowledged " + acknowledged);
      Path rescued = temporary.resolve("rescued");
      copy(chain, rescued);
      try (ChainStore store = ChainStore.open(rescued, CHAIN)) {
        assertTrue(store.height().orElseThrow() >= acknowledged);
        for (long height = 0; height <= acknowledged; height++)
          assertEquals(blockId(height), store.block(height).orElseThrow().blockId());
      }
      disk.makeReadOnly();
      assertFails(Reason.NOT_PERMITTED, () -> DataFolder.open(folder.resolve("new")));
    }
  }

  @Test
  void aReadOnlyFolderIsSaid() throws IOException {
    Path folder = temporary.resolve("small");
    try (SmallDisk disk = mount(folder)) {
      ChainStore.open(folder.resolve("chain"), CHAIN).close();
      NodeKeystore.store(
          folder.resolve("keystore.p12"), "pass".toCharArray(), KeyPair.fromSeed(new byte[32]));
      disk.makeReadOnly();
      var failure =
          assertFails(Reason.NOT_PERMITTED, () -> ChainStore.open(folder.resolve("chain"), CHAIN));
      assertTrue(String.valueOf(failure.getMessage()).contains("right to write"));
      assertFails(Reason.NOT_PERMITTED, () -> DataFolder.open(folder));
      assertFails(Reason.NOT_PERMITTED, () -> ChainStore.open(folder.resolve("another"), CHAIN));
      NodeKeystore.open(folder.resolve("keystore.p12"), "pass".toCharArray());
    }
  }

  private static FinalizedRecord record(long height) {
    return new FinalizedRecord(height, blockId(height), random(height, 200_000), new byte[0]);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) Files.copy(file, to.resolve(file.getFileName()));
    }
  }
}
