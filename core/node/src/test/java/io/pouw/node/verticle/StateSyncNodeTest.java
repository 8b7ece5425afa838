package io.pouw.node.verticle;

import static io.pouw.node.verticle.Fixtures.OWNER;
import static io.pouw.node.verticle.Fixtures.RICH;
import static io.pouw.node.verticle.Fixtures.VALIDATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.consensus.sync.SyncRequest;
import io.pouw.consensus.sync.TrustedCheckpoint;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Parameters;
import io.pouw.network.NetworkConfig;
import io.pouw.network.NetworkListener;
import io.pouw.network.PeerEndpoint;
import io.pouw.network.PeerNetwork;
import io.pouw.node.bus.Bus;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.config.StorageSettings;
import io.pouw.node.config.SyncSettings;
import io.pouw.node.maintenance.Replay;
import io.pouw.node.maintenance.StoppedNode;
import io.pouw.node.sync.SyncedStart;
import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer begins from a state over real sockets; the chain has a few hundred blocks. */
class StateSyncNodeTest {
  private static final StorageSettings PRUNED = new StorageSettings(100, 60);

  /** Of short epochs, so that who validated has to be proven over several of them. */
  private static final Genesis GENESIS =
      new Genesis(
          "short epochs",
          1_700_000_000_000L,
          Parameters.of(Map.of("epoch_blocks", 50L)),
          List.of(new GenesisValidator("node_1", VALIDATOR.publicKey(), RICH, 0)),
          List.of(new GenesisAccount(OWNER.address(), RICH, "owner")));

  @TempDir Path folder;

  private NodeConfig newcomer(Optional<TrustedCheckpoint> trusted, String... peers) {
    return TestNode.config(
        folder.resolve("newcomer"),
        List.of(peers),
        StorageSettings.ARCHIVE,
        new SyncSettings(true, trusted));
  }

  private static long begin(NodeConfig config) throws InterruptedException {
    return SyncedStart.run(config, GENESIS, OWNER, part -> {}).orElseThrow();
  }

  private TestNode prunedValidator() throws Exception {
    return validator(PRUNED, 310);
  }

  private TestNode validator(StorageSettings storage, long height) throws Exception {
    NodeConfig config =
        TestNode.config(folder.resolve("pruned"), List.of(), storage, SyncSettings.BLOCKS);
    TestNode validator = TestNode.start(config, GENESIS, VALIDATOR);
    validator.reaches(height);
    return validator;
  }

  @Test
  void aNewcomerBeginsFromAStateAndGoesOnAndBothReplay() throws Exception {
    try (TestNode validator = prunedValidator()) {
      long first = validator.node.chain().firstHeight();
      assertTrue(first > 100, "it has blocks from " + first);
      NodeConfig config = newcomer(Optional.empty(), validator.endpoint());
      long from = begin(config);
      assertTrue(from >= 240, "began at " + from);
      assertTrue(SyncedStart.run(config, GENESIS, OWNER, part -> {}).isEmpty());
      try (TestNode follower = TestNode.start(config, GENESIS, OWNER)) {
        assertEquals(from, follower.node.chain().firstHeight());
        LedgerState state = follower.reaches(from + 60);
        LedgerState there = validator.reaches(state.height());
        assertTrue(there.height() >= state.height());
        assertEquals(
            validator.node.chain().block(from + 1).orElseThrow().id(),
            follower.node.chain().block(from + 1).orElseThrow().id());
      }
    }
    for (String name : List.of("pruned", "newcomer")) {
      try (StoppedNode node = StoppedNode.open(folder.resolve(name), GENESIS)) {
        Replay replay = Replay.of(node, height -> {});
        assertEquals(Optional.empty(), replay.problem());
        assertTrue(replay.from() >= 100 && replay.to() > replay.from() + 50, replay::toString);
      }
    }
  }

  @Test
  void aTrustedCheckpointIsHonoured() throws Exception {
    try (TestNode validator = validator(new StorageSettings(0, 60), 155)) {
      long known = 120;
      Hash id = validator.node.chain().block(known).orElseThrow().id();
      var forged = new TrustedCheckpoint(known, Hash.sha256(new byte[] {1}));
      var refused =
          assertThrows(
              SyncedStart.SyncException.class,
              () -> begin(newcomer(Optional.of(forged), validator.endpoint())));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("trusted checkpoint"),
          refused.getMessage());
      var right = new TrustedCheckpoint(known, id);
      assertTrue(begin(newcomer(Optional.of(right), validator.endpoint())) >= 120);
    }
  }

  @Test
  void aWrongPartIsRefusedAndTheOtherPeerAsked() throws Exception {
    Vertx vertx = Vertx.vertx();
    // Seldom, so that both offer the same one.
    try (TestNode validator = validator(new StorageSettings(0, 150), 155)) {
      var liar = new Liar(vertx, validator.endpoint());
      NodeConfig config =
          newcomer(Optional.empty(), "127.0.0.1:" + liar.start(), validator.endpoint());
      assertTrue(begin(config) >= 120);
      assertTrue(liar.lies.get() > 0, "the liar was not asked");
      TestNode.await(liar.network.stop());
    } finally {
      TestNode.await(vertx.close());
    }
  }

  @Test
  void withoutASnapshotItIsSaid() throws Exception {
    NodeConfig config =
        TestNode.config(
            folder.resolve("none"), List.of(), new StorageSettings(0, 0), SyncSettings.BLOCKS);
    try (TestNode validator = TestNode.start(config, GENESIS, VALIDATOR)) {
      validator.reaches(3);
      var refused =
          assertThrows(
              SyncedStart.SyncException.class,
              () -> begin(newcomer(Optional.empty(), validator.endpoint())));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("serves no snapshots"),
          refused.getMessage());
    }
  }

  /** Passes on what a real node answers, with a byte of every part changed. */
  private static final class Liar implements NetworkListener {
    /** An address below the validator's is asked first. */
    private static final KeyPair KEY =
        IntStream.range(10, 200)
            .mapToObj(Fixtures::key)
            .filter(each -> each.address().compareTo(VALIDATOR.address()) < 0)
            .findFirst()
            .orElseThrow();

    final AtomicInteger lies = new AtomicInteger();
    final PeerNetwork network;

    Liar(Vertx vertx, String real) {
      var config =
          NetworkConfig.builder("127.0.0.1", 0)
              .bootstrapPeers(List.of(PeerEndpoint.parse(real)))
              .build();
      network = new PeerNetwork(vertx, config, KEY, GENESIS.chainId(), this);
    }

    int start() throws Exception {
      return TestNode.await(network.start());
    }

    @Override
    public void onMessage(Address from, String topic, byte[] payload) {
      // It only answers.
    }

    @Override
    public Future<byte[]> onRequest(Address from, String topic, byte[] payload) {
      boolean part = Decoder.whole(payload, SyncRequest::decode) instanceof SyncRequest.Part;
      return network
          .request(VALIDATOR.address(), Bus.SYNC, payload, Duration.ofSeconds(5))
          .map(answer -> part ? lie(answer) : answer);
    }

    private byte[] lie(byte[] answer) {
      lies.incrementAndGet();
      byte[] changed = answer.clone();
      changed[changed.length - 1] ^= 1;
      return changed;
    }
  }
}
