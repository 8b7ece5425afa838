package io.pouw.node.dataset;

import io.pouw.primitives.Hash;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The data sets that come with the product, each file checked against its published SHA-256. */
public final class Datasets {
  private static final long MAX_UNPACKED_BYTES = 64L << 20;
  private static final int DIGITS_TRAINING_ROWS = 1437;

  private final Path data;
  private final Path tasks;

  /**
   * Reads from a distribution's folders.
   *
   * @param data with {@code mnist/} and {@code digits/}
   * @param tasks with a spec for each
   */
  public Datasets(Path data, Path tasks) {
    this.data = data;
    this.tasks = tasks;
  }

  public static List<String> names() {
    return List.of("mnist", "digits");
  }

  /**
   * Loads a data set by name.
   *
   * @throws IllegalArgumentException if there is none of that name, a file is missing, or its hash
   *     is wrong
   */
  public Dataset load(String name) {
    return switch (name) {
      case "mnist" -> mnist();
      case "digits" -> digits();
      default ->
          throw new IllegalArgumentException(
              "no data set is called '" + name + "'; there are " + String.join(", ", names()));
    };
  }

  private Dataset mnist() {
    Path folder = data.resolve("mnist");
    return new Dataset(
        "mnist",
        Map.of(
            "images",
            packed(
                folder.resolve("train-images-idx3-ubyte.gz"),
                "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
            "labels",
            packed(
                folder.resolve("train-labels-idx1-ubyte.gz"),
                "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5")),
        Map.of(
            "images",
            packed(
                folder.resolve("t10k-images-idx3-ubyte.gz"),
                "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
            "labels",
            packed(
                folder.resolve("t10k-labels-idx1-ubyte.gz"),
                "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
        spec("mnist"));
  }

  private Dataset digits() {
    Path file = data.resolve("digits").resolve("digits.csv.gz");
    byte[] packed =
        packed(file, "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8");
    List<String> rows = lines(unpack(file, packed));
    return new Dataset(
        "digits",
        Map.of("rows", csv(rows.subList(0, DIGITS_TRAINING_ROWS))),
        Map.of("rows", csv(rows.subList(DIGITS_TRAINING_ROWS, rows.size()))),
        spec("digits"));
  }

  private static List<String> lines(byte[] text) {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(new ByteArrayInputStream(text), StandardCharsets.US_ASCII))) {
      return reader.lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] csv(List<String> rows) {
    return (String.join("\n", rows) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * A task spec by name, as it lies there.
   *
   * @throws IllegalArgumentException if there is none
   */
  public byte[] spec(String name) {
    return read(tasks.resolve(name + ".json"));
  }

  /** The file as it lies there, once its unpacked content has the published hash. */
  private static byte[] packed(Path file, String sha256) {
    byte[] packed = read(file);
    Hash found = Hash.sha256(unpack(file, packed));
    if (!found.equals(Hash.parse(sha256)))
      throw new IllegalArgumentException(
          file
              + " is not the published file: its content has SHA-256 "
              + found
              + ", expected "
              + sha256);
    return packed;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static byte[] unpack(Path file, byte[] packed) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 16)) {
      var out = new ByteArrayOutputStream(packed.length * 4);
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
        if (out.size() > MAX_UNPACKED_BYTES)
          throw new IllegalArgumentException(
              file + " unpacks to over " + MAX_UNPACKED_BYTES + " bytes");
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " is corrupt: " + e.getMessage(), e);
    }
  }
}
