package io.pouw.storage;

import static io.pouw.storage.Samples.CHAIN;
import static io.pouw.storage.Samples.block;
import static io.pouw.storage.Samples.change;
import static io.pouw.storage.Samples.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands on disk is what was written, or an error that says where and what to do. */
class DamageTest {
  private static final int BLOCKS = 40;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "log,0.03",
    "log,0.5",
    "log,0.9",
    "log,0.999",
    "sst,0.01",
    "sst,0.3",
    "sst,0.6",
    "sst,0.99",
    "MANIFEST,0.02",
    "MANIFEST,0.5",
    "MANIFEST,0.9",
    "CURRENT,0.2"
  })
  void aFlippedByteIsAnErrorOrHarmlessButNeverWrongData(String kind, double where)
      throws IOException {
    fill(kind.equals("sst"));
    Path file = fileOf(kind);
    byte[] content = Files.readAllBytes(file);
    content[(int) (content.length * where)] ^= 0x20;
    Files.write(file, content);
    try (ChainStore store = ChainStore.open(folder, CHAIN)) {
      checkAll(store, BLOCKS);
    } catch (StorageException e) {
      String message = String.valueOf(e.getMessage());
      assertEquals(Reason.DAMAGED, e.reason(), message);
      assertTrue(message.contains(folder.toString()), message);
      assertTrue(message.contains("restore a copy"), message);
    }
  }

  @Test
  void aFlippedByteInTheMiddleOfTheLogIsNotTakenForItsEnd() throws IOException {
    fill(false);
    Path log = fileOf("log");
    byte[] content = Files.readAllBytes(log);
    content[content.length / 2] ^= 1;
    Files.write(log, content);
    Samples.assertFails(Reason.DAMAGED, () -> ChainStore.open(folder, CHAIN));
  }

  @Test
  void aRecordThatWasCutOffIsDroppedWhole() throws IOException {
    fill(false);
    Path log = fileOf("log");
    byte[] content = Files.readAllBytes(log);
    Files.write(log, Arrays.copyOf(content, content.length - 700));
    try (ChainStore store = ChainStore.open(folder, CHAIN)) {
      checkAll(store, BLOCKS - 1);
    }
  }

  @Test
  void aFileThatIsGoneIsDamage() throws IOException {
    fill(true);
    Files.delete(fileOf("sst"));
    Samples.assertFails(
        Reason.DAMAGED,
        () -> {
          try (ChainStore store = ChainStore.open(folder, CHAIN)) {
            checkAll(store, BLOCKS);
          }
        });
  }

  /** Opening a database again writes what its log has into sorted files. */
  private void fill(boolean sorted) {
    try (ChainStore store = ChainStore.open(folder, CHAIN)) {
      for (long height = 0; height < BLOCKS; height++) store.commit(block(height), change(height));
    }
    if (sorted) ChainStore.open(folder, CHAIN).close();
  }

  private Path fileOf(String kind) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> matches(file.getFileName().toString(), kind))
          .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
          .orElseThrow();
    }
  }

  private static boolean matches(String name, String kind) {
    return name.endsWith("." + kind) || name.startsWith(kind);
  }

  private static void checkAll(ChainStore store, int blocks) {
    assertEquals(OptionalLong.of(blocks - 1), store.height());
    for (long height = 0; height < blocks; height++)
      assertArrayEquals(block(height).toBytes(), store.block(height).orElseThrow().toBytes());
    store.forEachState((key, value) -> assertEquals(Long.toString(blocks - 1), text(value)));
    assertEquals(blocks, store.firstOf(text("line "), BLOCKS * 2).size());
  }
}
