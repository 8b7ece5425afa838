package io.pouw.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pouw.storage.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peers that a node met, in a file of its data folder, so that it finds the network again when
 * its bootstrap peers are gone. What is in it is no more than a hint: every peer proves its key.
 */
public final class AddressBook {
  private static final Logger LOG = LoggerFactory.getLogger(AddressBook.class);
  private static final int MAX_PEERS = 20;
  private static final int MAX_BYTES = 1 << 16;

  private final Path file;

  public AddressBook(Path dataFolder) {
    this.file = dataFolder.resolve(DataFolder.ADDRESS_BOOK);
  }

  /** host:port of the peers; none if there is no file that can be read. */
  public List<String> addresses() {
    if (!Files.exists(file)) return List.of();
    try {
      if (Files.size(file) > MAX_BYTES) throw new IOException("it is too large");
      JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(file));
      var addresses = new ArrayList<String>();
      for (JsonNode each : root.path("peers")) {
        String address = each.path("address").asText();
        if (address.matches("[^:\\s]{1,253}:\\d{1,5}") && addresses.size() < MAX_PEERS)
          addresses.add(address);
      }
      return addresses;
    } catch (IOException e) {
      LOG.warn("the address book {} is passed over: {}", file, e.getMessage());
      return List.of();
    }
  }

  /**
   * Replaces the content. Blocks on the disk.
   *
   * @param peers address of the node key by host:port
   */
  public void write(Map<String, String> peers) throws IOException {
    var json = new ObjectMapper();
    var root = json.createObjectNode();
    var list = root.putArray("peers");
    peers.entrySet().stream()
        .limit(MAX_PEERS)
        .forEach(
            each -> list.addObject().put("node_id", each.getValue()).put("address", each.getKey()));
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
