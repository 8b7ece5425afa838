package io.pouw.storage;

import io.pouw.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Says in an operator's words what a database or file system complained about. */
final class StorageTrouble {
  private static final String FILE_LIMIT = "file too large";

  private final Path folder;
  private final String content;
  private final String remedy;

  /**
   * @param folder that the message names
   * @param content what is kept there, such as "chain"
   * @param remedy what to do when it is damaged
   */
  StorageTrouble(Path folder, String content, String remedy) {
    this.folder = folder;
    this.content = content;
    this.remedy = remedy;
  }

  StorageException of(RocksDBException failure) {
    String text = String.valueOf(failure.getMessage());
    Reason reason = reason(failure.getStatus(), text.toLowerCase(Locale.ROOT));
    return new StorageException(reason, message(reason, text), failure);
  }

  StorageException of(IOException failure) {
    String text = failure.toString();
    Reason reason =
        failure instanceof AccessDeniedException
            ? Reason.NOT_PERMITTED
            : reason(null, text.toLowerCase(Locale.ROOT));
    return new StorageException(reason, message(reason, text), failure);
  }

  StorageException damaged(String detail) {
    return new StorageException(Reason.DAMAGED, message(Reason.DAMAGED, detail));
  }

  StorageException foreign(String detail) {
    return new StorageException(Reason.FOREIGN, what() + detail);
  }

  StorageException closed() {
    return new StorageException(Reason.CLOSED, message(Reason.CLOSED, ""));
  }

  private static Reason reason(@Nullable Status status, String text) {
    if (text.contains("no space left") || text.contains("disk quota")) return Reason.FULL;
    if (text.contains(FILE_LIMIT)) return Reason.FULL;
    if (text.contains("permission denied") || text.contains("read-only file system"))
      return Reason.NOT_PERMITTED;
    if (text.contains("lock hold by") || text.contains("while lock file")) return Reason.IN_USE;
    if (text.contains("column famil")) return Reason.FOREIGN;
    // A file of the database that has vanished is damage too.
    if (text.contains("no such file")) return Reason.DAMAGED;
    if (status == null) return Reason.FAILED;
    if (status.getSubCode() == Status.SubCode.NoSpace) return Reason.FULL;
    if (status.getCode() == Status.Code.Corruption) return Reason.DAMAGED;
    return Reason.FAILED;
  }

  private String message(Reason reason, String detail) {
    return what()
        + switch (reason) {
          case IN_USE ->
              "is in use by another process: stop that node, or give this one another data folder";
          case FULL ->
              detail.toLowerCase(Locale.ROOT).contains(FILE_LIMIT)
                  ? "cannot be written, a file is as large as this process may write: raise the"
                      + " limit (ulimit -f) and start the node again"
                  : "cannot be written, the disk is full: make room and start the node again";
          case NOT_PERMITTED ->
              "cannot be written: give the node's user the right to write there (" + detail + ")";
          case DAMAGED -> "is damaged (" + detail + "): " + remedy;
          case CLOSED -> "is closed";
          case FOREIGN -> "holds something else (" + detail + "): choose another data folder";
          case WRONG_PASSWORD, MISSING, EXISTS, FAILED -> "failed: " + detail;
        };
  }

  private String what() {
    return "the " + content + " in " + folder + " ";
  }
}
