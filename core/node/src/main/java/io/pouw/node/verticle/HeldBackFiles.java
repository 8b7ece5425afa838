package io.pouw.node.verticle;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers, over restarts, how to open the commitments of this node's tasks: a file each in the
 * data folder, named by the commitment. Thread-safe.
 */
final class HeldBackFiles {
  private static final Logger LOG = LoggerFactory.getLogger(HeldBackFiles.class);

  private final Path folder;
  private final Map<Hash, HeldBack> known = new ConcurrentHashMap<>();

  HeldBackFiles(Path folder) {
    this.folder = folder;
    if (!Files.isDirectory(folder)) return;
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(file -> file.toString().endsWith(".reveal")).forEach(this::load);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private void load(Path file) {
    try {
      HeldBack held = Decoder.whole(Files.readAllBytes(file), HeldBack::decode);
      known.put(held.commitment(), held);
    } catch (IOException | CodecException e) {
      LOG.error(
          "{} cannot be read, its task's test data cannot be revealed: {}", file, e.getMessage());
    }
  }

  /** Durable when it returns: only then may the commitment leave the node. */
  void save(HeldBack held) {
    try {
      Files.createDirectories(folder);
      Path target = folder.resolve(held.commitment() + ".reveal");
      Path draft = folder.resolve(held.commitment() + ".draft");
      Files.write(draft, held.toBytes());
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder, e);
    }
    known.put(held.commitment(), held);
  }

  Optional<HeldBack> of(Hash commitment) {
    return Optional.ofNullable(known.get(commitment));
  }
}
