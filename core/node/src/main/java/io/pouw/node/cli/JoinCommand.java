package io.pouw.node.cli;

import io.pouw.ledger.Genesis;
import io.pouw.ledger.Parameter;
import io.pouw.node.NodeIdentity;
import io.pouw.node.config.GenesisFile;
import io.pouw.node.config.Layers;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.config.NodeConfigFile;
import io.pouw.node.config.NodeConfigReader;
import io.pouw.node.plugin.Plugins;
import io.pouw.node.sync.Joining;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.KeyPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pouw node join}. */
@Command(
    name = "join",
    description =
        "Joins a running network: checks the stake, finds peers, fetches the state, and writes the"
            + " configuration to start with.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class JoinCommand implements Callable<Integer> {
  @Option(
      names = "--bootstrap",
      required = true,
      description = "host:port of a node of the network; may be repeated")
  private List<String> bootstrap = List.of();

  @Option(names = "--stake", required = true, description = "PAI to bond as a validator")
  private String stake = "0";

  @Option(names = "--save-config", required = true, description = "configuration file to write")
  private Path saveConfig = Path.of("node.json");

  @Option(names = "--genesis", description = "the network's genesis file (default genesis.json)")
  private Path genesis = Path.of("genesis.json");

  @Option(names = "--node-id", description = "a name for people (default node)")
  private String nodeId = "node";

  @Option(names = "--data", description = "the node's data folder (default data/NAME)")
  private @Nullable Path data;

  @Option(names = "--keystore", description = "default: keystore.p12 in the data folder")
  private @Nullable Path keystore;

  @Option(names = "--password-file", description = "file with the keystore's password")
  private @Nullable Path passwordFile;

  @Option(names = "--host", description = "interface for peers (default 127.0.0.1)")
  private String host = "127.0.0.1";

  @Option(names = "--port", description = "port for peers (default 8000, 0 for any)")
  private int port = 8000;

  @Option(
      names = "--trusted-checkpoint",
      paramLabel = "HEIGHT:HASH",
      description = "a block that the chain has to have, known from somebody you trust")
  private @Nullable String trusted;

  @Option(names = "--timeout", description = "seconds to find peers and fetch (default 300)")
  private int timeout = 300;

  @Override
  public Integer call() throws Exception {
    Genesis network = GenesisFile.read(genesis);
    checkStake(network);
    if (Files.exists(saveConfig))
      throw new IllegalArgumentException(
          saveConfig + " exists; a configuration is never overwritten: give another name");
    NodeConfig settings = NodeConfigReader.read(layers());
    Path file = keystore != null ? keystore : settings.dataFolder().resolve("keystore.p12");
    Files.createDirectories(settings.dataFolder());
    KeyPair keys = NodeIdentity.openOrCreate(file, Passwords.read(passwordFile));
    System.out.println("address  " + keys.address());
    try (Plugins plugins = Home.loadPlugins(settings.plugins())) {
      var joining =
          new Joining(settings, network, keys, plugins, Home.datasets(), System.out::println);
      Joining.Joined joined = joining.run(Duration.ofSeconds(timeout));
      NodeConfigFile.write(settings, joined.peers(), saveConfig);
      System.out.println("peers    " + joined.peers().size());
      System.out.println("height   " + joined.height());
      System.out.println("saved    " + saveConfig);
      System.out.println(
          "start    pouw node start --config " + saveConfig + (keystore == null ? "" : keystore()));
    }
    return 0;
  }

  private String keystore() {
    return " --keystore " + keystore;
  }

  private void checkStake(Genesis network) {
    long least = network.parameters().get(Parameter.MIN_VALIDATOR_STAKE);
    long bonded = Amounts.parse(stake);
    if (bonded < least)
      throw new IllegalArgumentException(
          "Insufficient stake: %s PAI, a validator of this network needs at least %s PAI"
              .formatted(Amounts.format(bonded), Amounts.format(least)));
  }

  private Layers layers() {
    var line = new TreeMap<String, String>();
    line.put("plugins", Home.plugins().toString());
    line.put("node_id", nodeId);
    line.put("genesis", genesis.toString());
    line.put("data_folder", (data != null ? data : Path.of("data").resolve(nodeId)).toString());
    line.put("network.listen_host", host);
    line.put("network.listen_port", Integer.toString(port));
    line.put("network.bootstrap_peers", String.join(",", bootstrap));
    line.put("stake", stake);
    line.put("sync.mode", "state");
    if (trusted != null) line.put("sync.trusted_checkpoint", trusted);
    return new Layers().environment(System.getenv()).values(Map.copyOf(line));
  }
}
