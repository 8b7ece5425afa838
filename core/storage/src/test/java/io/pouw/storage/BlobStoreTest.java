package io.pouw.storage;

import static io.pouw.storage.Samples.assertFails;
import static io.pouw.storage.Samples.random;
import static io.pouw.storage.Samples.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import io.pouw.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoreTest {
  private static final long MAX_BYTES = 40_000_000;

  @TempDir Path folder;
  private BlobStore store;

  @BeforeEach
  void open() {
    store = BlobStore.open(folder, MAX_BYTES);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen(long maxBytes) {
    store.close();
    store = BlobStore.open(folder, maxBytes);
  }

  @Test
  void aBlobIsFoundByItsNameAlsoAfterAReopen() {
    byte[] large = random(1, 400_000);
    BlobId id = store.put(large);
    BlobId small = store.put(text("small"));
    BlobId empty = store.put(new byte[0]);
    assertEquals(BlobId.of(large), id);
    reopen(MAX_BYTES);
    assertArrayEquals(large, store.get(id).orElseThrow());
    assertArrayEquals(large, store.get(id).orElseThrow());
    assertArrayEquals(text("small"), store.get(small).orElseThrow());
    assertEquals(0, store.get(empty).orElseThrow().length);
    assertEquals(List.of(id, small, empty), store.list());
    assertTrue(store.has(id));
    assertTrue(store.get(new BlobId(Hash.ZERO, 5)).isEmpty());
    assertFalse(store.has(new BlobId(Hash.ZERO, 5)));
  }

  @Test
  void chunksJoinToTheBlob() {
    byte[] content = random(2, 3 * BlobId.CHUNK_BYTES + 100);
    BlobId id = store.put(content);
    byte[] joined = new byte[content.length];
    int at = 0;
    for (int i = 0; i < id.chunks(); i++) {
      byte[] chunk = store.chunk(id, i).orElseThrow();
      System.arraycopy(chunk, 0, joined, at, chunk.length);
      at += chunk.length;
    }
    assertArrayEquals(content, joined);
    assertTrue(store.chunk(id, 4).isEmpty());
    assertTrue(store.chunk(id, -1).isEmpty());
    assertTrue(store.chunk(new BlobId(Hash.ZERO, 100_000), 0).isEmpty());
  }

  @Test
  void whatIsHandedOutOrInCanBeChangedWithoutHarm() {
    byte[] content = random(3, 1_000);
    BlobId id = store.put(content);
    byte[] original = content.clone();
    content[0]++;
    store.get(id).orElseThrow()[1]++;
    assertArrayEquals(original, store.get(id).orElseThrow());
  }

  @Test
  void theOldestBlobsThatAreNotPinnedMakeRoom() {
    reopen(1_000_000);
    BlobId pinned = store.putPinned(random(1, 300_000));
    BlobId oldest = store.put(random(2, 300_000));
    BlobId newer = store.put(random(3, 300_000));
    BlobId newest = store.put(random(4, 300_000));
    assertEquals(List.of(pinned, newer, newest), store.list());
    assertTrue(store.get(oldest).isEmpty());
    assertTrue(store.totalBytes() <= 1_000_000);
    reopen(1_000_000);
    assertEquals(List.of(pinned, newer, newest), store.list());
    assertTrue(store.unpin(pinned));
    store.put(random(5, 300_000));
    assertFalse(store.has(pinned));
  }

  @Test
  void aBlobForWhichThereIsNoRoomIsRefused() {
    reopen(1_000_000);
    BlobId first = store.putPinned(random(1, 600_000));
    var failure = assertFails(Reason.FULL, () -> store.put(random(2, 600_000)));
    assertTrue(String.valueOf(failure.getMessage()).contains("pinned"));
    assertFails(Reason.FULL, () -> store.put(random(2, 1_000_001)));
    assertEquals(List.of(first), store.list());
  }

  @Test
  void aBlobPutTwiceIsKeptOnceAndMayBePinnedLater() {
    BlobId id = store.put(text("again"));
    long bytes = store.totalBytes();
    assertEquals(id, store.put(text("again")));
    assertEquals(id, store.putPinned(text("again")));
    assertEquals(bytes, store.totalBytes());
    assertTrue(store.pin(id));
    assertFalse(store.pin(new BlobId(Hash.ZERO, 1)));
    assertTrue(store.delete(id));
    assertFalse(store.delete(id));
    assertEquals(0, store.totalBytes());
    assertTrue(store.get(id).isEmpty());
  }

  @Test
  void aDamagedBlobIsAbsentAndTheOthersAreThere() throws IOException {
    var blobs = new ArrayList<byte[]>();
    for (int i = 0; i < 20; i++) blobs.add(random(i, 100_000));
    blobs.forEach(store::put);
    store.close();
    Path file = fileOf(BlobId.of(blobs.get(7)));
    byte[] bad = blobs.get(7).clone();
    bad[50_000] ^= 1;
    Files.write(file, bad);
    open();
    for (byte[] content : blobs) {
      BlobId id = BlobId.of(content);
      if (Arrays.equals(content, blobs.get(7))) {
        assertTrue(store.get(id).isEmpty());
        assertFalse(store.has(id));
        assertEquals(id, store.put(content));
      }
      assertArrayEquals(content, store.get(id).orElseThrow());
    }
  }

  @Test
  void aBlobWhoseFileIsGoneOrOfAnotherLengthIsAbsent() throws IOException {
    BlobId gone = store.put(random(1, 50_000));
    BlobId cut = store.put(random(2, 50_000));
    store.close();
    Files.delete(fileOf(gone));
    Files.write(fileOf(cut), random(2, 49_999));
    open();
    assertTrue(store.get(gone).isEmpty());
    assertTrue(store.get(cut).isEmpty());
    assertEquals(List.of(), store.list());
    assertEquals(0, store.totalBytes());
  }

  @Test
  void aDamagedLogLosesBlobsButGivesNoWrongOnes() throws IOException {
    var ids = new ArrayList<BlobId>();
    for (int i = 0; i < 10; i++) ids.add(store.put(random(i, 10_000)));
    store.close();
    try (Stream<Path> files = Files.list(folder)) {
      Path log = files.filter(path -> path.toString().endsWith(".log")).findAny().orElseThrow();
      byte[] bytes = Files.readAllBytes(log);
      bytes[bytes.length / 2] ^= 1;
      Files.write(log, bytes);
    }
    open();
    int left = store.list().size();
    assertTrue(left > 0 && left < 10, left + " left");
    for (int i = 0; i < 10; i++) {
      assertEquals(i < left, store.has(ids.get(i)));
      if (i < left) assertArrayEquals(random(i, 10_000), store.get(ids.get(i)).orElseThrow());
      // What is not known any more takes no room either.
      assertEquals(i < left, Files.exists(fileOf(ids.get(i))));
    }
  }

  @Test
  void aClosedStoreSaysSo() {
    store.close();
    assertFails(Reason.CLOSED, () -> store.put(text("late")));
    assertFails(Reason.CLOSED, () -> store.get(BlobId.of(text("late"))));
  }

  private Path fileOf(BlobId id) {
    String name = id.root().toString();
    return folder.resolve("content").resolve(name.substring(0, 2)).resolve(name + "-" + id.size());
  }

  @Test
  void manyThreadsPutAndGetWithinTheBound() throws Exception {
    reopen(2_000_000);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var runs = new ArrayList<Future<?>>();
      for (int thread = 0; thread < 4; thread++) {
        int first = thread * 3;
        runs.add(threads.submit(() -> putAndGet(first)));
      }
      for (Future<?> run : runs) run.get();
    }
    assertTrue(store.totalBytes() <= 2_000_000);
  }

  private void putAndGet(int first) {
    for (int i = 0; i < 30; i++) {
      byte[] content = random(first + i % 10, 100_000 + i % 10);
      BlobId id = store.put(content);
      store.get(id).ifPresent(read -> assertArrayEquals(content, read));
      if (i % 7 == 0) store.delete(id);
    }
  }
}
