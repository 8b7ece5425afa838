package io.pouw.node.testnet;

import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.Parameters;
import io.pouw.node.config.GenesisFile;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.config.StorageSettings;
import io.pouw.node.config.SyncSettings;
import io.pouw.node.dataset.Datasets;
import io.pouw.node.plugin.Plugins;
import io.pouw.node.verticle.PouwNode;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Validators in one JVM that share nothing but sockets on loopback: production nodes with TLS,
 * their stores on disk, every signature checked. The keys are made from a fixed seed: of no use but
 * here.
 */
public final class LoopbackNetwork implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration VIEW_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration HEARTBEAT = Duration.ofMillis(500);
  private static final long BALANCE = 1_000_000 * Amounts.PAI;
  private static final long LOOK_MS = 5;
  private static final int MEETING_LOOKS = 400;

  private final Genesis genesis;
  private final List<KeyPair> clients;
  private final List<PouwNode> nodes = new ArrayList<>();

  /**
   * A network that is up: every node connected to every other.
   *
   * @param folder empty, for genesis and the nodes' data
   * @param stake of each validator, in PAI
   * @param up is told how many nodes run after each start
   * @throws Exception if a node cannot be started or they do not meet; then none is left running
   */
  public LoopbackNetwork(
      Path folder, int validators, long stake, int clientAccounts, IntConsumer up)
      throws Exception {
    List<KeyPair> keys = keys("validator", validators);
    clients = keys("client", clientAccounts);
    genesis = genesis(keys, stake * Amounts.PAI);
    try {
      start(folder, keys, up);
      awaitFullMesh();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private Genesis genesis(List<KeyPair> keys, long stake) {
    return new Genesis(
        "pouw-loopback",
        System.currentTimeMillis(),
        Parameters.DEFAULTS,
        IntStream.range(0, keys.size())
            .mapToObj(
                i -> new GenesisValidator("node_" + (i + 1), keys.get(i).publicKey(), stake, 0))
            .toList(),
        clients.stream()
            .map(each -> new GenesisAccount(each.address(), BALANCE, "client"))
            .toList());
  }

  private void start(Path folder, List<KeyPair> keys, IntConsumer up) throws Exception {
    Path file = folder.resolve("genesis.json");
    GenesisFile.write(genesis, file);
    Plugins plugins = Plugins.load(Files.createDirectories(folder.resolve("plugins")));
    List<String> bootstrap = List.of();
    for (int i = 0; i < keys.size(); i++) {
      Path data = Files.createDirectories(folder.resolve("node_" + (i + 1)));
      var node =
          new PouwNode(
              config("node_" + (i + 1), data, file, bootstrap, keys.size()),
              genesis,
              keys.get(i),
              plugins,
              new Datasets(data, data));
      nodes.add(node);
      await(node.start());
      if (bootstrap.isEmpty()) bootstrap = List.of("127.0.0.1:" + node.peers().port());
      meet(node);
      up.accept(nodes.size());
    }
  }

  /**
   * Gives the newest a moment to meet those before it: a hundred handshakes at once would time each
   * other out.
   */
  private void meet(PouwNode node) throws InterruptedException {
    for (int look = 0; look < MEETING_LOOKS && peersOf(node) < nodes.size() - 1; look++)
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
  }

  private static int peersOf(PouwNode node) {
    return node.peers().network().peers().size();
  }

  private static NodeConfig config(
      String name, Path data, Path genesis, List<String> bootstrap, int validators) {
    return new NodeConfig(
        name,
        Set.of(),
        data,
        genesis,
        data.resolve("plugins"),
        "127.0.0.1",
        0,
        bootstrap,
        Math.max(50, validators),
        VIEW_TIMEOUT,
        VIEW_TIMEOUT.multipliedBy(4),
        HEARTBEAT,
        Optional.empty(),
        1,
        0,
        Map.of(),
        StorageSettings.ARCHIVE,
        SyncSettings.BLOCKS,
        Optional.empty());
  }

  /** Keys that follow from a name: of no use but here. */
  public static List<KeyPair> keys(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            KeyPair.fromSeed(
                Hash.sha256(("bench " + name + i).getBytes(StandardCharsets.UTF_8)).toBytes()))
        .toList();
  }

  private void awaitFullMesh() throws Exception {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (nodes.stream().anyMatch(each -> peersOf(each) < nodes.size() - 1)) {
      if (System.nanoTime() > deadline)
        throw new IllegalStateException("the validators did not all meet within " + START_LIMIT);
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  public Genesis genesis() {
    return genesis;
  }

  public List<KeyPair> clients() {
    return clients;
  }

  public List<PouwNode> nodes() {
    return nodes;
  }

  @Override
  public void close() {
    Future.join(nodes.stream().map(PouwNode::stop).toList())
        .otherwiseEmpty()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(START_LIMIT.toSeconds(), TimeUnit.SECONDS)
        .join();
  }
}
