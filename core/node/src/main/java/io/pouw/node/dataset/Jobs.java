package io.pouw.node.dataset;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pouw.node.model.InputFile;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tasks that come with the product: one for each of the {@link Datasets}, and those of the
 * folder {@code conf/demos}, a JSON file each:
 *
 * <pre>{@code
 * {"task": "tribuo",
 *  "training": {"rows": "data/wine/train.csv"},
 *  "test": {"rows": "data/wine/test.csv"},
 *  "sha256": {"data/wine/train.csv": "..."},
 *  "spec": {...}}
 * }</pre>
 *
 * Paths are relative to the folder of the distribution; {@code sha256}, of a file as it lies there,
 * may be left out. Instead of, or beside, its own files a task takes the parts of one of the {@link
 * Datasets}: {@code "dataset": "digits"}.
 */
public final class Jobs {
  private static final int MAX_JSON_BYTES = 4 << 20;
  private static final Set<String> FIELDS =
      Set.of("task", "dataset", "training", "test", "sha256", "spec");
  private static final String ENDING = ".json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home;
  private final Path demos;
  private final Datasets datasets;

  /**
   * Reads from a distribution.
   *
   * @param home the folder that paths are relative to
   * @param demos where the JSON files lie
   */
  public Jobs(Path home, Path demos, Datasets datasets) {
    this.home = home;
    this.demos = demos;
    this.datasets = datasets;
  }

  /** Names that {@link #load} knows: the data sets, then the others by the alphabet. */
  public List<String> names() {
    var names = new ArrayList<>(Datasets.names());
    if (!Files.isDirectory(demos)) return names;
    try (var files = Files.list(demos)) {
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .forEach(names::add);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + demos, e);
    }
    return List.copyOf(names);
  }

  /**
   * Loads a task by name.
   *
   * @throws IllegalArgumentException if there is none of that name, it is not written as above, a
   *     file is missing, or its hash is wrong
   */
  public Job load(String name) {
    if (Datasets.names().contains(name)) return new Job("neural", datasets.load(name));
    if (!names().contains(name))
      throw new IllegalArgumentException(
          "no task is called '" + name + "'; there are " + String.join(", ", names()));
    Path file = demos.resolve(name + ENDING);
    JsonNode root = parse(file);
    for (var field : root.properties())
      if (!FIELDS.contains(field.getKey()))
        throw wrong(file, field.getKey(), "is unknown; known are " + String.join(", ", sorted()));
    if (!root.path("task").isTextual()) throw wrong(file, "task", "has to be a text");
    if (!root.path("spec").isObject()) throw wrong(file, "spec", "has to be an object");
    Map<String, byte[]> training = new TreeMap<>();
    Map<String, byte[]> test = new TreeMap<>();
    if (root.has("dataset")) {
      Dataset base = datasets.load(root.path("dataset").asText());
      training.putAll(base.training());
      test.putAll(base.test());
    }
    if (training.isEmpty() || root.has("training")) training.putAll(parts(file, root, "training"));
    if (test.isEmpty() || root.has("test")) test.putAll(parts(file, root, "test"));
    try {
      return new Job(
          root.path("task").asText(),
          new Dataset(name, training, test, JSON.writeValueAsBytes(root.path("spec"))));
    } catch (JacksonException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> sorted() {
    return FIELDS.stream().sorted().toList();
  }

  private static JsonNode parse(Path file) {
    try {
      return JSON.readTree(InputFile.read(file, "task", MAX_JSON_BYTES));
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " is no JSON: " + e.getMessage(), e);
    }
  }

  private Map<String, byte[]> parts(Path file, JsonNode root, String field) {
    JsonNode named = root.path(field);
    if (!named.isObject()) throw wrong(file, field, "has to be an object of files by part");
    var parts = new TreeMap<String, byte[]>();
    for (var part : named.properties()) {
      if (!part.getValue().isTextual())
        throw wrong(file, field + "." + part.getKey(), "has to be the path of a file");
      String path = part.getValue().asText();
      byte[] content = InputFile.read(home.resolve(path), "data file", InputFile.MAX_DATA_BYTES);
      String expected = root.path("sha256").path(path).asText();
      Hash found = Hash.sha256(content);
      if (!expected.isEmpty() && !found.toString().equals(expected))
        throw new IllegalArgumentException(
            "%s has SHA-256 %s, %s expects %s"
                .formatted(home.resolve(path), found, file, expected));
      parts.put(part.getKey(), content);
    }
    return parts;
  }

  private static IllegalArgumentException wrong(Path file, String field, String what) {
    return new IllegalArgumentException(file + ": " + field + " " + what);
  }
}
