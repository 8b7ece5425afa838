package io.pouw.node;

import io.pouw.plugin.DataManifest;
import io.pouw.plugin.DataPart;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A node's own training data for federated tasks: the files of a folder, by name. They go to no
 * blob store and no message; the chain gets a commitment, in the miner's ticket, that tells nothing
 * of them without the salt.
 *
 * @param parts by file name
 */
public record PrivateData(Map<String, byte[]> parts, Optional<Hash> commitment) {
  /** The setting that names the folder. */
  public static final String SETTING = "private_data";

  private static final String SALT = "private-data.salt";
  private static final int SALT_BYTES = 32;
  private static final long MAX_BYTES = 1L << 30;

  public PrivateData {
    parts = Map.copyOf(parts);
  }

  /**
   * Reads what the settings name.
   *
   * @param home where the salt is kept
   * @throws IllegalArgumentException if there is no such folder, or too much in it
   */
  public static PrivateData of(Map<String, String> settings, Path home) {
    String folder = settings.getOrDefault(SETTING, "");
    if (folder.isBlank()) return new PrivateData(Map.of(), Optional.empty());
    try {
      Map<String, byte[]> parts = read(Path.of(folder));
      List<DataPart> named =
          parts.entrySet().stream()
              .map(part -> new DataPart(part.getKey(), BlobId.of(part.getValue())))
              .toList();
      return new PrivateData(
          parts, Optional.of(new DataManifest(named).commitment(salt(home.resolve(SALT)))));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the private data in " + folder, e);
    }
  }

  private static Map<String, byte[]> read(Path folder) throws IOException {
    if (!Files.isDirectory(folder))
      throw new IllegalArgumentException(
          "setting " + SETTING + " is '" + folder + "', expected a folder");
    var parts = new TreeMap<String, byte[]>();
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        bytes += Files.size(file);
        if (bytes > MAX_BYTES || parts.size() == DataManifest.MAX_PARTS)
          throw new IllegalArgumentException(
              "the private data in %s is more than %d files or %d bytes"
                  .formatted(folder, DataManifest.MAX_PARTS, MAX_BYTES));
        parts.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
    }
    return parts;
  }

  private static byte[] salt(Path file) throws IOException {
    if (Files.exists(file)) return Files.readAllBytes(file);
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Files.write(file, salt);
    return salt;
  }
}
