package io.pouw.node.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pouw.node.blob.PeerBlobs;
import io.pouw.primitives.BlobId;
import io.pouw.storage.BlobStore;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What two members do for each other beside units. */
@Timeout(60)
class MembersTest {
  private static final ClusterSecret SECRET = ClusterSecret.of("0123456789abcdef0123456789abcdef");
  private static final int LIMIT_SECONDS = 30;

  @TempDir Path folder = Path.of("");
  private ClusterBus one;
  private ClusterBus two;

  @BeforeEach
  void join() throws Exception {
    int port = ClusterBusTest.freePort();
    one = ClusterBus.join(ClusterBusTest.settings("one", port, port), SECRET);
    two = ClusterBus.join(ClusterBusTest.settings("two", ClusterBusTest.freePort(), port), SECRET);
  }

  @AfterEach
  void leave() {
    two.close();
    one.close();
  }

  @Test
  void whoStandsByKeepsTheBlobsThatTheSignerKeeps() throws Exception {
    byte[] content = new byte[6 << 20];
    content[5] = 7;
    BlobId id = BlobId.of(content);
    try (BlobStore its = BlobStore.open(folder.resolve("one"), 1L << 30);
        BlobStore own = BlobStore.open(folder.resolve("two"), 1L << 30)) {
      PeerBlobs signers = blobs(one, its);
      PeerBlobs standbys = blobs(two, own);
      BlobId old = own.putPinned(new byte[] {1});
      its.putPinned(content);
      new UnitDispatcher(one).serveBlobs(signers::serve);
      new BlobMirror(one, () -> Optional.of(signers)).lead();
      new BlobMirror(two, () -> Optional.of(standbys)).follow();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
      while (!own.pinned().equals(List.of(id)) && System.nanoTime() < deadline) Thread.onSpinWait();
      assertEquals(List.of(id), own.pinned());
      assertArrayEquals(content, own.get(id).orElseThrow());
      assertEquals(List.of(old, id), own.list());
    }
  }

  private static PeerBlobs blobs(ClusterBus bus, BlobStore store) {
    WorkerExecutor disk = bus.vertx().createSharedWorkerExecutor("disk", 1);
    return new PeerBlobs(
        bus.vertx(), store, disk, (peer, request) -> Future.failedFuture("no peers"));
  }
}
