package io.pouw.node.maintenance;

import io.pouw.storage.DataFolder;
import io.pouw.storage.StorageException;
import io.pouw.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes a node forget the chain and the blobs, which it can fetch again. The key stays, and so do
 * the votes: without them it might vote twice and be slashed.
 */
public final class FolderReset {
  private FolderReset() {}

  /**
   * Removes what can be fetched again.
   *
   * @return what was removed
   * @throws StorageException if the folder is missing, in use or cannot be written
   */
  public static List<Path> run(Path data, boolean keepAddressBook) {
    StoppedNode.requireFolder(data);
    try (DataFolder folder = DataFolder.open(data)) {
      var removed = new ArrayList<Path>();
      remove(folder.chain(), removed);
      remove(folder.blobs(), removed);
      if (!keepAddressBook) remove(folder.addressBook(), removed);
      return removed;
    }
  }

  private static void remove(Path path, List<Path> removed) {
    if (!Files.exists(path)) return;
    try {
      delete(path);
      removed.add(path);
    } catch (IOException e) {
      throw new StorageException(
          Reason.FAILED, path + " cannot be removed: " + e.getMessage() + "; remove it by hand", e);
    }
  }

  /** A file, or a folder with all in it. */
  static void delete(Path path) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(each);
    } catch (NoSuchFileException gone) {
      // That is what was wanted.
    }
  }
}
