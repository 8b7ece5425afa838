package io.pouw.node.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Decoder;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real stores, and real networks over TLS on loopback. */
class PeerBlobsTest {
  private static final long SEED = 20261121;

  @TempDir Path folder;
  private BlobPeers peers;

  @BeforeEach
  void open() {
    peers = new BlobPeers(folder);
  }

  @AfterEach
  void close() throws Exception {
    peers.close();
  }

  private static byte[] content(int bytes) {
    byte[] content = new byte[bytes];
    new Random(SEED).nextBytes(content);
    return content;
  }

  private static Future<byte[]> lie(byte[] request, byte[] truth) {
    BlobRequest wanted = Decoder.whole(request, BlobRequest::decode);
    int from = wanted.firstChunk() * BlobId.CHUNK_BYTES;
    int to = Math.min(truth.length, from + wanted.chunks() * BlobId.CHUNK_BYTES);
    byte[] answer = java.util.Arrays.copyOfRange(truth, from, to);
    answer[answer.length / 2] ^= 1;
    return Future.succeededFuture(answer);
  }

  @Test
  void aBlobOfTenMegabytesArrivesAndStays() throws Exception {
    byte[] content = content(10_000_001);
    BlobPeers.Peer holder = peers.start();
    BlobPeers.Peer asker = peers.start();
    BlobId id = holder.store().putPinned(content);
    byte[] fetched = BlobPeers.await(asker.blobs().fetch(id, List.of(holder.address())));
    assertArrayEquals(content, fetched);
    assertArrayEquals(content, asker.blobs().local(id).orElseThrow());
  }

  @Test
  void anEmptyBlobArrivesToo() throws Exception {
    BlobPeers.Peer holder = peers.start();
    BlobPeers.Peer asker = peers.start();
    BlobId id = holder.store().putPinned(new byte[0]);
    assertEquals(0, BlobPeers.await(asker.blobs().fetch(id, List.of(holder.address()))).length);
  }

  @Test
  void aSourceThatLacksTheBlobAndOneThatLiesAreSkipped() throws Exception {
    byte[] content = content(100_000);
    BlobPeers.Peer empty = peers.start();
    BlobPeers.Peer liar = peers.start(request -> lie(request, content));
    BlobPeers.Peer holder = peers.start();
    BlobPeers.Peer asker = peers.start();
    BlobId id = holder.store().put(content);
    List<Address> sources = List.of(empty.address(), liar.address(), holder.address());
    assertArrayEquals(content, BlobPeers.await(asker.blobs().fetch(id, sources)));
    assertEquals(1, liar.asked().get(), "the liar was asked, and once");
  }

  @Test
  void aSourceThatSendsTooMuchOrTooLittleIsSkipped() throws Exception {
    byte[] content = content(50_000);
    BlobPeers.Peer talker = peers.start(request -> Future.succeededFuture(new byte[50_001]));
    BlobPeers.Peer mute = peers.start(request -> Future.succeededFuture(new byte[0]));
    BlobPeers.Peer holder = peers.start();
    BlobPeers.Peer asker = peers.start();
    BlobId id = holder.store().put(content);
    List<Address> sources = List.of(talker.address(), mute.address(), holder.address());
    assertArrayEquals(content, BlobPeers.await(asker.blobs().fetch(id, sources)));
  }

  @Test
  void whatNobodyHasFailsWithTheLastReason() throws Exception {
    BlobPeers.Peer empty = peers.start();
    BlobPeers.Peer asker = peers.start();
    BlobId id = BlobId.of(content(100));
    var failure =
        assertThrows(
            Exception.class,
            () -> BlobPeers.await(asker.blobs().fetch(id, List.of(empty.address()))));
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("blob " + id + " could not be had"), message);
    assertTrue(message.contains(empty.address().abbreviated()), message);
  }

  @Test
  void withNobodyToAskTheAnswerComesAtOnce() throws Exception {
    BlobPeers.Peer asker = peers.start();
    BlobId id = BlobId.of(content(100));
    for (int i = 0; i < 2; i++) {
      var failure =
          assertThrows(Exception.class, () -> BlobPeers.await(asker.blobs().fetch(id, List.of())));
      assertTrue(String.valueOf(failure.getMessage()).contains("nobody to ask"), failure::toString);
    }
  }

  @Test
  void whatIsInTheOwnStoreIsAskedOfNobody() throws Exception {
    BlobPeers.Peer other = peers.start(request -> Future.failedFuture("no"));
    BlobPeers.Peer asker = peers.start();
    BlobId id = asker.store().put(content(1000));
    BlobPeers.await(asker.blobs().fetch(id, List.of(other.address())));
    assertEquals(0, other.asked().get());
  }

  @Test
  void whatIsNoRequestOrPastTheEndIsRefused() throws Exception {
    BlobPeers.Peer holder = peers.start();
    BlobId id = holder.store().put(content(100));
    byte[] truncated = new byte[] {1, 2, 3};
    assertThrows(Exception.class, () -> BlobPeers.await(holder.blobs().serve(truncated)));
    byte[] past = new BlobRequest(id, 1, 1).toBytes();
    assertThrows(Exception.class, () -> BlobPeers.await(holder.blobs().serve(past)));
    byte[] greedy = new BlobRequest(id, 0, BlobRequest.MAX_CHUNKS + 1).toBytes();
    assertThrows(Exception.class, () -> BlobPeers.await(holder.blobs().serve(greedy)));
  }

  @Test
  void aBlobThatIsDroppedIsGone() throws Exception {
    BlobPeers.Peer holder = peers.start();
    byte[] content = content(100);
    BlobId id = BlobId.of(content);
    BlobPeers.await(holder.blobs().keep(id, content));
    assertTrue(holder.blobs().local(id).isPresent());
    holder.blobs().drop(id);
    BlobPeers.await(holder.blobs().keep(BlobId.of(new byte[1]), new byte[1]));
    assertTrue(holder.blobs().local(id).isEmpty());
  }
}
