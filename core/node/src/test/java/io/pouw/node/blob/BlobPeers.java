package io.pouw.node.blob;

import io.pouw.network.NetworkConfig;
import io.pouw.network.NetworkListener;
import io.pouw.network.PeerEndpoint;
import io.pouw.network.PeerInfo;
import io.pouw.network.PeerNetwork;
import io.pouw.node.bus.Bus;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.storage.BlobStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Nodes that share blobs over loopback, each connected to those that started before it. */
final class BlobPeers implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;
  private static final Hash CHAIN = Hash.sha256(new byte[] {7});

  private final Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final WorkerExecutor disk = vertx.createSharedWorkerExecutor("disk", 1);
  private final List<Peer> started = new ArrayList<>();

  /**
   * One of them.
   *
   * @param asked requests that came from others
   */
  record Peer(
      PeerNetwork network,
      int port,
      Path folder,
      BlobStore store,
      PeerBlobs blobs,
      AtomicInteger asked) {
    Address address() {
      return network.address();
    }
  }

  /** Counts what comes and passes it on. */
  private record Listener(
      AtomicInteger asked, Function<byte[], Future<byte[]>> answer, CountDownLatch connected)
      implements NetworkListener {
    @Override
    public void onMessage(Address from, String topic, byte[] payload) {
      throw new AssertionError("nobody sends messages here");
    }

    @Override
    public Future<byte[]> onRequest(Address from, String topic, byte[] payload) {
      asked.incrementAndGet();
      return answer.apply(payload);
    }

    @Override
    public void onPeerConnected(PeerInfo peer) {
      connected.countDown();
    }
  }

  BlobPeers(Path folder) {
    this.folder = folder;
  }

  static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** An honest one. */
  Peer start() throws Exception {
    return start(false, request -> Future.failedFuture("replaced below"));
  }

  /** One that answers requests in its own way. */
  Peer start(Function<byte[], Future<byte[]>> answers) throws Exception {
    return start(true, answers);
  }

  private Peer start(boolean odd, Function<byte[], Future<byte[]>> answers) throws Exception {
    int number = started.size() + 1;
    Path home = folder.resolve("node" + number);
    BlobStore store = BlobStore.open(home, 1L << 30);
    var network = new ArrayList<PeerNetwork>();
    var blobs =
        new PeerBlobs(
            vertx,
            store,
            disk,
            (peer, request) ->
                network.getFirst().request(peer, Bus.BLOB, request, Duration.ofSeconds(10)));
    var listener =
        new Listener(
            new AtomicInteger(), odd ? answers : blobs::serve, new CountDownLatch(started.size()));
    var config =
        NetworkConfig.builder("127.0.0.1", 0)
            .bootstrapPeers(
                started.stream().map(each -> new PeerEndpoint("127.0.0.1", each.port())).toList())
            .build();
    byte[] seed = new byte[KeyPair.SEED_BYTES];
    seed[0] = (byte) number;
    network.add(new PeerNetwork(vertx, config, KeyPair.fromSeed(seed), CHAIN, listener));
    int port = await(network.getFirst().start());
    if (!listener.connected().await(PATIENCE_SECONDS, TimeUnit.SECONDS))
      throw new AssertionError("node " + number + " did not find the others");
    var peer = new Peer(network.getFirst(), port, home, store, blobs, listener.asked());
    started.add(peer);
    return peer;
  }

  @Override
  public void close() throws TimeoutException {
    for (Peer each : started) {
      await(each.network().stop());
      each.store().close();
    }
    await(vertx.close());
  }
}
