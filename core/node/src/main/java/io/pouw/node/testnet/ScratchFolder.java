package io.pouw.node.testnet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * An empty folder in the system's place for temporary files; gone with all it holds when closed.
 */
public record ScratchFolder(Path path) implements AutoCloseable {
  /** Makes one whose name begins so. */
  public static ScratchFolder make(String name) {
    try {
      return new ScratchFolder(Files.createTempDirectory(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary folder", e);
    }
  }

  @Override
  public void close() {
    try (var files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) Files.delete(each);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }
}
