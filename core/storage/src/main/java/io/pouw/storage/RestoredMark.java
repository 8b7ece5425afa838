package io.pouw.storage;

import io.pouw.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Says that a data folder came from a backup or that its votes were damaged, so that its record of
 * own votes may know less than the key has signed. A validator that finds it listens before it
 * votes; it takes the mark away when it knows that no vote of its own can be contradicted.
 */
public final class RestoredMark {
  private static final String NAME = "restored";

  private final Path file;

  /** The mark of a data folder, there or not. */
  public RestoredMark(DataFolder folder) {
    this(folder.root());
  }

  RestoredMark(Path root) {
    this.file = root.resolve(NAME);
  }

  public boolean isSet() {
    return Files.exists(file);
  }

  /**
   * Durable when it returns.
   *
   * @throws StorageException if it cannot be written
   */
  public void set() {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.force(true);
      forceFolder();
    } catch (IOException e) {
      throw failed("written", e);
    }
  }

  /**
   * The validator may vote from now on. Durable when it returns.
   *
   * @throws StorageException if it cannot be removed
   */
  public void clear() {
    try {
      if (Files.deleteIfExists(file)) forceFolder();
    } catch (IOException e) {
      throw failed("removed", e);
    }
  }

  private void forceFolder() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) return;
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private StorageException failed(String done, IOException e) {
    return new StorageException(
        Reason.FAILED,
        "the mark " + file + " cannot be " + done + ": " + e.getMessage() + "; check the disk",
        e);
  }
}
