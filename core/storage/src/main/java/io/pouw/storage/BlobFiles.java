package io.pouw.storage;

import io.pouw.primitives.BlobId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The content of blobs, a file each, in folders by the first two digits of the name. A blob of some
 * hundred kilobytes costs a fraction of what it would in a log-structured database, which writes
 * and checks it several times over. Writes come one at a time.
 */
final class BlobFiles {
  private static final String DRAFT = "draft";

  private final Path folder;
  private final StorageTrouble trouble;

  BlobFiles(Path folder, StorageTrouble trouble) {
    this.folder = folder;
    this.trouble = trouble;
  }

  /** Writes a whole file, or none. */
  void write(BlobId id, byte[] content) {
    Path file = file(id);
    Path draft = folder.resolve(DRAFT);
    try {
      Files.createDirectories(file.getParent());
      Files.write(draft, content);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw trouble.of(e);
    }
  }

  /** The content as it stands there, unchecked; empty if there is none or of another length. */
  Optional<byte[]> read(BlobId id) {
    try (var channel = FileChannel.open(file(id), StandardOpenOption.READ)) {
      if (channel.size() != id.size() || id.size() > Integer.MAX_VALUE - 8) return Optional.empty();
      ByteBuffer content = ByteBuffer.allocate((int) id.size());
      while (content.hasRemaining()) if (channel.read(content) < 0) return Optional.empty();
      return Optional.of(content.array());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw trouble.of(e);
    }
  }

  void delete(BlobId id) {
    delete(file(id));
  }

  private void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw trouble.of(e);
    }
  }

  /** Deletes whatever is not one of these: what a process left that ended in between. */
  void keepOnly(Iterable<BlobId> known) {
    Set<Path> wanted = new TreeSet<>();
    for (BlobId id : known) wanted.add(file(id));
    if (!Files.isDirectory(folder)) return;
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !wanted.contains(file))
          .forEach(this::delete);
    } catch (IOException e) {
      throw trouble.of(e);
    }
  }

  private Path file(BlobId id) {
    String name = id.root().toString();
    return folder.resolve(name.substring(0, 2)).resolve(name + "-" + id.size());
  }
}
