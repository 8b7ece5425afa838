package io.pouw.storage;

import io.pouw.primitives.Hash;
import io.pouw.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a node's record of own votes even if it is damaged: then it is put aside, whole, and the
 * folder gets the {@link RestoredMark}, so that the validator listens before it votes again, as one
 * that was restored from a backup. Nobody has to repair anything by hand.
 */
public final class VoteQuarantine {
  private static final Logger LOG = LoggerFactory.getLogger(VoteQuarantine.class);
  private static final String ASIDE = "votes.damaged";

  private VoteQuarantine() {}

  /**
   * The votes of a chain's validator, or an empty record under the mark.
   *
   * @throws StorageException if it is in use, of another chain or not writable
   */
  public static VoteStore open(DataFolder folder, Hash chainId) {
    try {
      return VoteStore.open(folder.votes(), chainId);
    } catch (StorageException e) {
      if (e.reason() != Reason.DAMAGED) throw e;
      // The mark first: whatever happens then, nobody votes without having listened.
      new RestoredMark(folder).set();
      Path aside = putAside(folder);
      LOG.error(
          "{}. It is put aside as {}; this validator listens, and votes again when it can contradict nothing that it may have signed",
          e.getMessage(),
          aside);
      return VoteStore.open(folder.votes(), chainId);
    }
  }

  /** Only the latest is kept: a disk that goes on failing shall not fill up. */
  private static Path putAside(DataFolder folder) {
    Path aside = folder.root().resolve(ASIDE);
    try {
      if (Files.exists(aside)) delete(aside);
      return Files.move(folder.votes(), aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StorageException(
          Reason.FAILED,
          "the damaged votes in %s cannot be put aside as %s: %s"
              .formatted(folder.votes(), aside, e),
          e);
    }
  }

  /** A folder with all in it. */
  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) Files.delete(each);
    }
  }
}
