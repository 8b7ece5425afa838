package io.pouw.node.maintenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backup says of itself.
 *
 * @param software that wrote it
 * @param chainId of the chain
 * @param height of the last block, 0 without one
 * @param block id of the last block, or of genesis
 * @param createdMs Unix milliseconds
 * @param files everything in it
 */
public record BackupManifest(
    String software, Hash chainId, long height, Hash block, long createdMs, List<Item> files) {
  static final String NAME = "backup.json";
  static final int FORMAT = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * A file.
   *
   * @param path in the data folder, with slashes
   */
  record Item(String path, long size, Hash sha256) {}

  public BackupManifest {
    files = List.copyOf(files);
  }

  byte[] write() {
    var root =
        JSON.createObjectNode()
            .put("format", FORMAT)
            .put("software", software)
            .put("chain_id", chainId.toString())
            .put("height", height)
            .put("block", block.toString())
            .put("created_ms", createdMs);
    var list = root.putArray("files");
    for (Item each : files)
      list.addObject()
          .put("path", each.path())
          .put("size", each.size())
          .put("sha256", each.sha256().toString());
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is something else, saying what
   */
  static BackupManifest read(byte[] json) {
    try {
      JsonNode root = JSON.readTree(json);
      int format = root.path("format").asInt();
      if (format != FORMAT)
        throw new IllegalArgumentException("its format is " + format + ", expected " + FORMAT);
      var files = new ArrayList<Item>();
      for (JsonNode each : root.path("files"))
        files.add(
            new Item(
                each.path("path").asText(),
                each.path("size").asLong(-1),
                Hash.parse(each.path("sha256").asText())));
      return new BackupManifest(
          root.path("software").asText(),
          Hash.parse(root.path("chain_id").asText()),
          root.path("height").asLong(-1),
          Hash.parse(root.path("block").asText()),
          root.path("created_ms").asLong(),
          files);
    } catch (IOException e) {
      throw new IllegalArgumentException("its " + NAME + " is no JSON", e);
    }
  }
}
