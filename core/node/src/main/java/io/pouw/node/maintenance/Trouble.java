package io.pouw.node.maintenance;

import io.pouw.storage.StorageException;
import io.pouw.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes wrong with files, in an operator's words. */
final class Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

  private Trouble() {}

  static StorageException of(String what, String done, IOException e) {
    String text = String.valueOf(e.getMessage());
    if (text.contains("No space left"))
      return new StorageException(
          Reason.FULL, what + " cannot be " + done + ", the disk is full: make room", e);
    if (e instanceof AccessDeniedException)
      return new StorageException(
          Reason.NOT_PERMITTED, what + " cannot be " + done + ": no right to do so in " + text, e);
    return new StorageException(Reason.FAILED, what + " cannot be " + done + ": " + text, e);
  }

  /** Only its owner may read it. */
  static void makePrivate(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix"))
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** Removes what was not finished; what led there is the trouble to report. */
  static void discard(Path unfinished) {
    try {
      if (Files.exists(unfinished)) FolderReset.delete(unfinished);
    } catch (IOException e) {
      LOG.warn("{} could not be removed: {}", unfinished, e.getMessage());
    }
  }
}
