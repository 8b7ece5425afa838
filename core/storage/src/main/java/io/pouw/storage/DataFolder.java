package io.pouw.storage;

import io.pouw.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one node, held by one process at a time:
 *
 * <pre>
 * keystore.p12   the node key, encrypted
 * chain/         {@link ChainStore}
 * votes/         {@link VoteStore}
 * blobs/         {@link BlobStore}
 * peers.json     peers that were met
 * audit/         {@link AuditLog}
 * votes.damaged/ only after damage: what {@link VoteQuarantine} put aside
 * audit.damaged-1/ and on: audit logs that were not whole any more
 * restored       only after a restore or damaged votes: {@link RestoredMark}
 * node.lock      held while the node runs
 * </pre>
 */
public final class DataFolder implements AutoCloseable {
  /** Name of the file with the peers that were met. */
  public static final String ADDRESS_BOOK = "peers.json";

  private static final String LOCK = "node.lock";

  private final Path root;
  private final FileChannel lockFile;

  private DataFolder(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /**
   * Makes the folder if it is missing and takes its lock.
   *
   * @throws StorageException if another process has it, or it cannot be made or written
   */
  public static DataFolder open(Path root) {
    FileChannel channel = null;
    try {
      Files.createDirectories(root);
      channel =
          FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        channel.close();
        throw new StorageException(
            Reason.IN_USE,
            "data folder "
                + root
                + " is in use by another process: stop that node, or give this one another folder");
      }
      return new DataFolder(root, channel);
    } catch (IOException e) {
      closeQuietly(channel);
      throw unusable(root, e);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  private static StorageException unusable(Path root, IOException e) {
    String text = String.valueOf(e.getMessage());
    if (Files.exists(root) && !Files.isDirectory(root))
      return new StorageException(
          Reason.FOREIGN, "data folder " + root + " is a file: choose another folder", e);
    if (text.contains("No space left"))
      return new StorageException(
          Reason.FULL, "data folder " + root + " cannot be written, the disk is full", e);
    if (e instanceof AccessDeniedException || text.contains("Read-only file system"))
      return new StorageException(
          Reason.NOT_PERMITTED,
          "data folder "
              + root
              + " cannot be written: give the node's user the right to write there, or choose"
              + " another folder",
          e);
    String why = e instanceof FileSystemException known ? known.toString() : text;
    return new StorageException(
        Reason.FAILED, "data folder " + root + " cannot be used: " + why, e);
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel == null) return;
    try {
      channel.close();
    } catch (IOException ignored) {
      // The error that led here is the one to report.
    }
  }

  public Path root() {
    return root;
  }

  public Path keystore() {
    return root.resolve("keystore.p12");
  }

  public Path chain() {
    return root.resolve("chain");
  }

  public Path votes() {
    return root.resolve("votes");
  }

  public Path blobs() {
    return root.resolve("blobs");
  }

  /** What was done on this node. */
  public Path audit() {
    return audit(root);
  }

  /** The same of a folder that is not held, for who only reads. */
  public static Path audit(Path root) {
    return root.resolve("audit");
  }

  /** Peers that were met, for the next start. */
  public Path addressBook() {
    return root.resolve(ADDRESS_BOOK);
  }

  /** Gives the folder back. The file of the lock stays, as removing it would race. */
  @Override
  public void close() {
    closeQuietly(lockFile);
  }
}
