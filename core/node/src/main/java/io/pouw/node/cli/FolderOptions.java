package io.pouw.node.cli;

import io.pouw.ledger.Genesis;
import io.pouw.node.config.GenesisFile;
import io.pouw.node.config.Layers;
import io.pouw.node.config.NodeConfig;
import io.pouw.node.config.NodeConfigReader;
import io.pouw.node.maintenance.StoppedNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which node's data folder a command works on. */
final class FolderOptions {
  @Option(names = "--config", description = "the node's configuration file")
  private @Nullable Path config;

  @Option(names = "--data", description = "the node's data folder")
  private @Nullable Path data;

  @Option(names = "--genesis", description = "the network's genesis file")
  private @Nullable Path genesis;

  NodeConfig settings() {
    var layers = new Layers();
    layers.values(Map.of("plugins", Home.plugins().toString()));
    if (config != null) layers.file(config);
    layers.environment(System.getenv());
    var line = new TreeMap<String, String>();
    if (data != null) line.put("data_folder", data.toString());
    if (genesis != null) line.put("genesis", genesis.toString());
    return NodeConfigReader.read(layers.values(line));
  }

  Path data() {
    return settings().dataFolder();
  }

  Genesis genesis() {
    return GenesisFile.read(settings().genesis());
  }

  StoppedNode open() {
    return StoppedNode.open(data(), genesis());
  }
}
