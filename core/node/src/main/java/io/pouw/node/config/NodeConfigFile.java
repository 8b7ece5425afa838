package io.pouw.node.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.primitives.Amounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a configuration that {@code pouw node start --config} reads. */
public final class NodeConfigFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private NodeConfigFile() {}

  /**
   * Writes what a node needs to start again.
   *
   * @param peers address of the node key by host:port, added to the bootstrap peers of the
   *     configuration
   * @throws ConfigurationException if the file cannot be written
   */
  public static void write(NodeConfig config, Map<String, String> peers, Path file) {
    ObjectNode root = JSON.createObjectNode();
    root.put("node_id", config.nodeId());
    root.put("stake", Amounts.format(config.initialStake()));
    root.put("data_folder", config.dataFolder().toString());
    root.put("genesis", config.genesis().toString());
    ObjectNode network = root.putObject("network");
    network.put("listen_host", config.host()).put("listen_port", config.port());
    var known = new LinkedHashMap<String, String>();
    config.bootstrap().forEach(each -> known.put(each, ""));
    known.putAll(peers);
    var list = network.putArray("bootstrap_peers");
    known.forEach((address, id) -> list.addObject().put("node_id", id).put("address", address));
    double seconds = config.viewTimeout().toMillis() / 1_000.0;
    root.putObject("consensus").put("view_change_timeout", seconds);
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) Files.createDirectories(parent);
      Files.write(file, JSON.writeValueAsBytes(root));
    } catch (IOException e) {
      throw new ConfigurationException(List.of("cannot write " + file + ": " + e.getMessage()));
    }
  }
}
