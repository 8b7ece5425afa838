package io.pouw.node.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The finished cells of a table, in a file that is whole at any time: who is stopped goes on where
 * he was. For one thread.
 */
public final class TrialLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Optional<Path> file;
  private final ObjectNode content;

  private TrialLog(Optional<Path> file, ObjectNode content) {
    this.file = file;
    this.content = content;
  }

  /**
   * Opens a log, or begins one.
   *
   * @param file empty to remember in memory alone
   * @param setting what all cells have in common
   * @throws IllegalArgumentException if the file has cells of another setting
   */
  public static TrialLog open(Optional<Path> file, JsonNode setting) throws IOException {
    ObjectNode content = JSON.createObjectNode();
    content.set("setting", setting);
    content.putArray("cells");
    if (file.isEmpty() || Files.notExists(file.get())) return new TrialLog(file, content);
    JsonNode found = JSON.readTree(file.get().toFile());
    JsonNode same = JSON.readTree(setting.toString());
    if (!(found instanceof ObjectNode known) || !known.path("cells").isArray())
      throw new IllegalArgumentException(file.get() + " is no table of this command");
    if (!known.path("setting").equals(same))
      throw new IllegalArgumentException(
          "%s has cells of the setting %s, not of %s: name another file"
              .formatted(file.get(), known.path("setting"), same));
    return new TrialLog(file, known);
  }

  /** What was found in a cell; empty if it is not finished. */
  public Optional<JsonNode> find(FederatedCell cell) {
    for (JsonNode each : content.path("cells"))
      if (FederatedCell.of(each).equals(cell)) return Optional.of(each);
    return Optional.empty();
  }

  /** Adds a finished cell; it is in the file when this returns. */
  void add(FederatedCell cell, ObjectNode found) throws IOException {
    ObjectNode entry = content.withArray("/cells").addObject();
    cell.write(entry);
    entry.setAll(found);
    if (file.isEmpty()) return;
    Path target = file.get().toAbsolutePath();
    Path next = target.resolveSibling(target.getFileName() + ".part");
    Files.writeString(next, content.toPrettyString() + "\n");
    Files.move(next, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
