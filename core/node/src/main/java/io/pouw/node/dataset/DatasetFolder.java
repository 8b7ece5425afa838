package io.pouw.node.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.node.model.BadInputException;
import io.pouw.node.model.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A data set that was imported: a folder with a file for each part, as training reads it, and
 * {@code dataset.json}, which says what is in it. The parts are named by their content, so whoever
 * has the folder can tell whether it is the one that a task names.
 *
 * @param dataset the field {@code dataset} for the spec of a task
 * @param classes names of the classes, in the order of the labels; empty if they have none
 * @param files name of the file of each part
 */
record DatasetFolder(
    Path folder, ObjectNode dataset, List<String> classes, SequencedMap<String, String> files) {
  private static final String NAME = "dataset.json";
  private static final int MAX_JSON_BYTES = 4 << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** A data set of two NumPy files, {@code x.npy} and {@code y.npy}. */
  static DatasetFolder ofArrays(Path folder, ObjectNode dataset, List<String> classes) {
    SequencedMap<String, String> files = new LinkedHashMap<>();
    files.put("x", "x.npy");
    files.put("y", "y.npy");
    return new DatasetFolder(folder, dataset, classes, files);
  }

  static DatasetFolder ofFile(
      Path folder, ObjectNode dataset, List<String> classes, String part, String file) {
    SequencedMap<String, String> files = new LinkedHashMap<>();
    files.put(part, file);
    return new DatasetFolder(folder, dataset, classes, files);
  }

  static boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve(NAME));
  }

  /**
   * Reads a folder, whose files have to be what it says.
   *
   * @throws BadInputException if it is none, or a file was changed
   */
  static DatasetFolder read(Path folder) throws IOException {
    try {
      JsonNode root =
          JSON.readTree(InputFile.read(folder.resolve(NAME), "description", MAX_JSON_BYTES));
      if (!(root.path("dataset") instanceof ObjectNode dataset))
        throw new BadInputException(folder.resolve(NAME) + " has no field dataset");
      var classes = new ArrayList<String>();
      root.path("classes").forEach(each -> classes.add(each.asText()));
      SequencedMap<String, String> files = new LinkedHashMap<>();
      for (var part : root.path("parts").properties()) {
        String name = part.getValue().path("file").asText();
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"))
          throw new BadInputException(folder.resolve(NAME) + " names a file '" + name + "'");
        FileDigest found = FileDigest.of(folder.resolve(name));
        if (!found.sha256().toString().equals(part.getValue().path("sha256").asText()))
          throw new BadInputException(
              "%s was changed: its SHA-256 is %s, %s says %s"
                  .formatted(
                      folder.resolve(name),
                      found.sha256(),
                      NAME,
                      part.getValue().path("sha256").asText()));
        files.put(part.getKey(), name);
      }
      return new DatasetFolder(folder, dataset, List.copyOf(classes), files);
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new BadInputException(folder.resolve(NAME) + " is no JSON: " + e.getMessage(), e);
    }
  }

  Path file(String part) {
    String name = files.get(part);
    if (name == null)
      throw new BadInputException("the data set " + folder + " has no part " + part);
    return folder.resolve(name);
  }

  /** Writes {@code dataset.json} once the files lie there, and gives the parts' digests. */
  SequencedMap<String, FileDigest> write() throws IOException {
    SequencedMap<String, FileDigest> digests = new LinkedHashMap<>();
    ObjectNode root = JSON.createObjectNode();
    root.set("dataset", dataset);
    ObjectNode parts = root.putObject("parts");
    for (var part : files.entrySet()) {
      FileDigest digest = FileDigest.of(folder.resolve(part.getValue()));
      digests.put(part.getKey(), digest);
      parts
          .putObject(part.getKey())
          .put("file", part.getValue())
          .put("bytes", digest.bytes())
          .put("sha256", digest.sha256().toString())
          .put("blob", digest.blob().toString());
    }
    if (!classes.isEmpty()) {
      var names = root.putArray("classes");
      classes.forEach(names::add);
    }
    Files.write(folder.resolve(NAME), JSON.writeValueAsBytes(root));
    return digests;
  }
}
