package io.pouw.network;

import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Nodes on loopback for one test, all stopped at its end. */
final class TestNodes implements AutoCloseable {
  static final Hash CHAIN = Hash.of(Domain.GENESIS, bytes("test chain"));

  /** Fast enough for a test; nothing waits for the long ones. */
  static final NetworkTimings TIMINGS =
      new NetworkTimings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofMillis(50),
          Duration.ofMillis(500));

  final Vertx vertx = Vertx.vertx();
  private final List<PeerNetwork> started = new ArrayList<>();

  record Node(PeerNetwork network, Recorder recorder, int port, KeyPair identity) {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static KeyPair key(int number) {
    byte[] seed = new byte[KeyPair.SEED_BYTES];
    seed[0] = (byte) number;
    return KeyPair.fromSeed(seed);
  }

  static NetworkConfigBuilder config(int... bootstrapPorts) {
    var bootstrap = new ArrayList<PeerEndpoint>();
    for (int port : bootstrapPorts) bootstrap.add(new PeerEndpoint("127.0.0.1", port));
    return NetworkConfig.builder("127.0.0.1", 0).timings(TIMINGS).bootstrapPeers(bootstrap);
  }

  Node start(int number, NetworkConfigBuilder config) throws TimeoutException {
    return start(number, config.build(), CHAIN);
  }

  Node start(int number, NetworkConfig config, Hash chain) throws TimeoutException {
    var recorder = new Recorder();
    var network = new PeerNetwork(vertx, config, key(number), chain, recorder);
    started.add(network);
    int port = await(network.start());
    return new Node(network, recorder, port, key(number));
  }

  /** Two nodes, the second connected to the first. */
  List<Node> pair() throws Exception {
    Node a = start(1, config());
    Node b = start(2, config(a.port()));
    Recorder.next(a.recorder().connected);
    Recorder.next(b.recorder().connected);
    return List.of(a, b);
  }

  static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(15, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws TimeoutException {
    for (PeerNetwork network : started) await(network.stop());
    await(vertx.close());
  }
}
