package io.pouw.node.verticle;

import static io.pouw.node.verticle.Fixtures.RICH;
import static io.pouw.node.verticle.Fixtures.key;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pouw.consensus.ConsensusMessage;
import io.pouw.consensus.Vote;
import io.pouw.consensus.VoteMessage;
import io.pouw.consensus.VoteRecord;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.Parameters;
import io.pouw.network.NetworkConfig;
import io.pouw.network.NetworkListener;
import io.pouw.network.PeerEndpoint;
import io.pouw.network.PeerNetwork;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Decoder;
import io.pouw.storage.VoteStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two validators make blocks; a third one, without weight, listens and says nothing. */
class FullDiskTest {
  private static final Genesis GENESIS =
      new Genesis(
          "small disk",
          1_700_000_000_000L,
          Parameters.DEFAULTS,
          List.of(
              new GenesisValidator("small", key(1).publicKey(), RICH, 0),
              new GenesisValidator("large", key(2).publicKey(), RICH, 0),
              new GenesisValidator("ear", key(3).publicKey(), 1_000 * Amounts.PAI, 0)),
          List.of());

  @TempDir Path temporary;

  /** Keeps the votes that it is sent. */
  private static final class Ear implements NetworkListener {
    final Queue<Vote> votes = new ConcurrentLinkedQueue<>();

    @Override
    public void onMessage(Address from, String topic, byte[] payload) {
      if (from.equals(key(1).address())
          && ConsensusMessage.decode(payload) instanceof VoteMessage message)
        votes.add(message.vote());
    }

    @Override
    public Future<byte[]> onRequest(Address from, String topic, byte[] payload) {
      return Future.failedFuture("asked for nothing");
    }
  }

  private static PeerNetwork listen(Vertx vertx, Ear ear, TestNode to) throws Exception {
    var config =
        NetworkConfig.builder("127.0.0.1", 0)
            .bootstrapPeers(List.of(PeerEndpoint.parse(to.endpoint())))
            .build();
    var network = new PeerNetwork(vertx, config, key(3), GENESIS.chainId(), ear);
    TestNode.await(network.start());
    return network;
  }

  @Test
  void aValidatorWhoseDiskIsFullStopsAndEveryVoteThatLeftItIsOnItsDisk() throws Exception {
    var mounted = SmallDisk.mount(temporary.resolve("small"), 2);
    assumeTrue(mounted.isPresent(), "only a user who may mount a small disk can fill one");
    Vertx vertx = Vertx.vertx();
    var ear = new Ear();
    try (SmallDisk disk = mounted.orElseThrow();
        TestNode small = TestNode.start(disk.folder().resolve("node"), GENESIS, key(1));
        TestNode large =
            TestNode.start(temporary.resolve("large"), GENESIS, key(2), small.endpoint())) {
      PeerNetwork network = listen(vertx, ear, small);
      small.reaches(3);
      TestNode.until(vertx, () -> !ear.votes.isEmpty());
      disk.fill();
      TestNode.until(vertx, small.node::failed);
      assertFalse(large.node.failed());
      String why = small.node.failure().orElseThrow();
      assertTrue(why.contains(disk.folder().toString()), why);
      assertTrue(why.contains("the disk is full: make room"), why);
      assertFalse(small.node.desk().status().running());
      assertFalse(small.node.desk().readiness().ok());
      TestNode.await(network.stop());
      long lastFinal = small.node.ledger().head().view();
      Set<Vote> written = written(disk.folder().resolve("node").resolve("votes"));
      for (Vote vote : ear.votes)
        assertTrue(
            vote.view() <= lastFinal || written.contains(vote),
            vote + " left the node and is not on its disk, which has " + written);
    } finally {
      TestNode.await(vertx.close());
    }
  }

  /** The votes in a store that cannot be opened where it is. */
  private Set<Vote> written(Path votes) throws IOException {
    Path copy = Files.createDirectories(temporary.resolve("copy"));
    try (var files = Files.list(votes)) {
      for (Path file : files.filter(Files::isRegularFile).toList())
        Files.copy(file, copy.resolve(file.getFileName()));
    }
    try (VoteStore store = VoteStore.open(copy, GENESIS.chainId())) {
      return store.above(0).stream()
          .map(record -> Decoder.whole(record, VoteRecord::decode).vote())
          .collect(Collectors.toSet());
    }
  }
}
