package io.pouw.node.cli;

import io.pouw.ledger.Genesis;
import io.pouw.node.NodeIdentity;
import io.pouw.node.cluster.ClusterNode;
import io.pouw.node.cluster.ClusterSettings;
import io.pouw.node.cluster.ClusterSettingsReader;
import io.pouw.node.config.GenesisFile;
import io.pouw.node.config.Layers;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.config.NodeConfigReader;
import io.pouw.node.plugin.Plugins;
import io.pouw.node.sync.SyncedStart;
import io.pouw.node.verticle.PouwNode;
import io.pouw.primitives.KeyPair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pouw node}: runs one node, and works on the data folder of one that does not run. */
@Command(
    name = "node",
    description = "Runs one node, or works on the data folder of one that does not run.",
    mixinStandardHelpOptions = true,
    subcommands = {
      NodeCommand.Start.class,
      JoinCommand.class,
      InspectCommand.class,
      AuditCommand.class,
      RollbackCommand.class,
      ReplayCommand.class,
      ResetCommand.class
    })
final class NodeCommand {
  private NodeCommand() {}

  /** {@code pouw node start}. */
  @Command(
      name = "start",
      description = "Starts a node and runs until it is told to end.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Start implements Callable<Integer> {
    private static final long STOP_SECONDS = 20;
    private static final long LOOK_SECONDS = 1;

    @Option(names = "--config", description = "JSON file; other options and POUW_... go before it")
    private @Nullable Path config;

    @Option(names = "--node-id", description = "a name for people")
    private @Nullable String nodeId;

    @Option(
        names = "--role",
        description = "miner, supervisor, verifier, evaluator or peer; or several with commas")
    private @Nullable String role;

    @Option(names = "--genesis", description = "the network's genesis file")
    private @Nullable Path genesis;

    @Option(names = "--data", description = "the node's data folder")
    private @Nullable Path data;

    @Option(names = "--keystore", description = "default: keystore.p12 in the data folder")
    private @Nullable Path keystore;

    @Option(names = "--password-file", description = "file with the keystore's password")
    private @Nullable Path passwordFile;

    @Option(names = "--host", description = "interface for peers (default 127.0.0.1)")
    private @Nullable String host;

    @Option(names = "--port", description = "port for peers (default 8000, 0 for any)")
    private @Nullable Integer port;

    @Option(names = "--bootstrap", description = "host:port of a peer; may be repeated")
    private List<String> bootstrap = List.of();

    @Option(
        names = "--backend",
        description =
            "a miner's tensors: kernels (default) or a plugin's, for federated tasks only")
    private @Nullable String backend;

    @Option(names = "--stake", description = "PAI to bond for the tickets (default 100)")
    private @Nullable String stake;

    @Option(names = "--api-port", description = "serve the HTTP API on this port")
    private @Nullable Integer apiPort;

    @Option(names = "--plugins", description = "plugin folder")
    private @Nullable Path plugins;

    @Option(
        names = "--state-sync",
        description = "without a chain, begin from a recent state instead of genesis")
    private boolean stateSync;

    @Option(
        names = "--trusted-checkpoint",
        paramLabel = "HEIGHT:HASH",
        description = "begin from a recent state of a chain that has this block")
    private @Nullable String trusted;

    @Mixin private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "any setting; may be repeated")
    private Map<String, String> more = new TreeMap<>();

    @Override
    public Integer call() throws Exception {
      Layers layers = layers();
      NodeConfig settings = NodeConfigReader.read(layers);
      if (cluster.isCluster()) return join(settings, ClusterSettingsReader.read(layers));
      Genesis network = GenesisFile.read(settings.genesis());
      KeyPair keys = keys(settings);
      if (settings.sync().state()) synchronise(settings, network, keys);
      try (Plugins loaded = Home.loadPlugins(settings.plugins())) {
        return run(new PouwNode(settings, network, keys, loaded, Home.datasets()));
      }
    }

    private KeyPair keys(NodeConfig settings) throws IOException {
      Path file = keystore != null ? keystore : settings.dataFolder().resolve("keystore.p12");
      settings.dataFolder().toFile().mkdirs();
      return NodeIdentity.openOrCreate(file, Passwords.read(passwordFile));
    }

    private int join(NodeConfig settings, ClusterSettings member) throws Exception {
      try (Plugins loaded = Home.loadPlugins(settings.plugins())) {
        var node = new ClusterNode(member, System.out::println);
        Runtime.getRuntime().addShutdownHook(new Thread(node::close, "leave-cluster"));
        node.run(loaded, () -> chain(settings), settings);
      }
      return 0;
    }

    private ClusterNode.Chain chain(NodeConfig settings) throws IOException {
      KeyPair operator = keys(settings);
      Path own = settings.dataFolder().resolve("member.p12");
      return new ClusterNode.Chain(
          settings,
          GenesisFile.read(settings.genesis()),
          operator,
          NodeIdentity.openOrCreate(own, Passwords.read(passwordFile)),
          Home.datasets());
    }

    private static void synchronise(NodeConfig settings, Genesis network, KeyPair keys)
        throws InterruptedException {
      SyncedStart.run(settings, network, keys, part -> {})
          .ifPresent(height -> System.out.println("state of block " + height + " fetched"));
    }

    private Layers layers() {
      var layers = new Layers();
      layers.values(Map.of("plugins", Home.plugins().toString()));
      if (config != null) layers.file(config);
      layers.environment(System.getenv());
      layers.values(more);
      var line = new TreeMap<String, String>();
      put(line, "node_id", nodeId);
      put(line, "role", role);
      put(line, "genesis", genesis);
      put(line, "data_folder", data);
      put(line, "network.listen_host", host);
      put(line, "network.listen_port", port);
      put(
          line,
          "network.bootstrap_peers",
          bootstrap.isEmpty() ? null : String.join(",", bootstrap));
      put(line, "settings.backend", backend);
      put(line, "stake", stake);
      put(line, "api.port", apiPort);
      put(line, "plugins", plugins);
      put(line, "sync.mode", stateSync ? "state" : null);
      put(line, "sync.trusted_checkpoint", trusted);
      cluster.putInto(line);
      return layers.values(line);
    }

    private static void put(Map<String, String> line, String key, @Nullable Object value) {
      if (value != null) line.put(key, value.toString());
    }

    private static int run(PouwNode node) throws Exception {
      var ended = new CountDownLatch(1);
      node.start().toCompletionStage().toCompletableFuture().get();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node), "stop-node"));
      System.out.println("Node " + node.config().nodeId() + " is now running");
      System.out.println("  address    " + node.address());
      System.out.println("  chain      " + node.genesis().chainId());
      System.out.println("  peers on   " + node.config().host() + ":" + node.peers().port());
      node.desk().apiPort().ifPresent(api -> System.out.println("  API on     port " + api));
      while (!ended.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
        if (node.failed()) {
          System.err.println("pouw: the node stops: " + node.failure().orElse("see the log"));
          stop(node);
          return 1;
        }
      }
      return 0;
    }

    private static void stop(PouwNode node) {
      try {
        node.stop().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
        System.err.println("pouw: the node did not stop cleanly: " + e.getMessage());
      }
    }
  }
}
