package io.pouw.storage;

import io.pouw.security.audit.AuditChain;
import io.pouw.security.audit.AuditEntry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a look at all of an audit log found. Reading changes nothing and needs no lock: the node may
 * run.
 *
 * @param first sequence of the oldest entry that is kept
 * @param chain where it stands after the last whole entry that follows from those before
 * @param damage where and why the log is not whole from there on; empty if it is whole
 * @param tornBytes of a line at the very end that has no end: one that is being written, or was
 *     when the power failed
 * @param lastBytes of whole lines in the last file
 */
public record AuditScan(
    long first, AuditChain chain, Optional<String> damage, int tornBytes, long lastBytes) {

  public boolean isWhole() {
    return damage.isEmpty();
  }

  /**
   * Reads the log in a folder from its oldest entry to the newest.
   *
   * @param each takes every entry up to the first damage
   * @throws StorageException if it cannot be read
   */
  public static AuditScan of(Path folder, Consumer<AuditEntry> each) {
    return of(folder, AuditLog.Limits.DEFAULT, each);
  }

  static AuditScan of(Path folder, AuditLog.Limits limits, Consumer<AuditEntry> each) {
    try {
      return new Walk(folder, limits, each).over(AuditFile.list(folder));
    } catch (IOException e) {
      throw AuditLog.trouble(folder).of(e);
    }
  }

  /** The state of one reading. */
  private static final class Walk {
    private final Path folder;
    private final AuditLog.Limits limits;
    private final Consumer<AuditEntry> each;
    private @Nullable AuditChain chain;
    private long first;
    private Optional<String> damage = Optional.empty();
    private int tornBytes;
    private long lastBytes;

    Walk(Path folder, AuditLog.Limits limits, Consumer<AuditEntry> each) {
      this.folder = folder;
      this.limits = limits;
      this.each = each;
    }

    AuditScan over(NavigableMap<Long, Path> files) throws IOException {
      if (!files.isEmpty()) {
        first = files.firstKey();
        // Only from a full set is the oldest file ever removed.
        if (first > 0 && files.size() < limits.files())
          damage(
              AuditFile.name(folder, first),
              1,
              "sequence %d, expected 0: files are missing".formatted(first));
      }
      for (Map.Entry<Long, Path> file : files.entrySet()) {
        if (damage.isPresent()) break;
        boolean isLast = file.getKey().equals(files.lastKey());
        try {
          read(file.getKey(), file.getValue(), isLast);
        } catch (NoSuchFileException gone) {
          // A node that runs may have removed the oldest one meanwhile.
          if (chain != null) damage(file.getValue(), 1, "the file is gone");
          else first = Optional.ofNullable(files.higherKey(file.getKey())).orElse(0L);
        }
      }
      AuditChain end = chain == null ? new AuditChain(first, AuditChain.EMPTY.head()) : chain;
      return new AuditScan(first, end, damage, tornBytes, lastBytes);
    }

    private void read(long name, Path path, boolean isLast) throws IOException {
      long number = 1;
      try (AuditFile file = AuditFile.open(path)) {
        for (Optional<byte[]> line = file.next(); line.isPresent(); line = file.next()) {
          take(AuditLine.parse(line.get()), name + number - 1);
          number++;
        }
        lastBytes = file.wholeBytes();
        if (isLast) tornBytes = file.tornBytes();
        else if (file.tornBytes() > 0)
          throw new IllegalArgumentException("ends within an entry, and another file follows");
        if (chain != null && chain.next() != name + number - 1)
          throw new IllegalArgumentException(
              "the file is named after sequence %d, expected %d".formatted(name, chain.next()));
      } catch (IllegalArgumentException e) {
        damage(path, number, String.valueOf(e.getMessage()));
      }
    }

    /**
     * @param named what its place in its file says
     */
    private void take(AuditEntry entry, long named) {
      if (chain == null && entry.sequence() != named)
        throw new IllegalArgumentException(
            "sequence %d, expected %d, as the file's name says".formatted(entry.sequence(), named));
      AuditChain before =
          chain != null ? chain : first == 0 ? AuditChain.EMPTY : AuditChain.before(entry);
      chain = before.plus(entry);
      each.accept(entry);
    }

    private void damage(Path file, long line, String why) {
      damage = Optional.of("%s, line %d: %s".formatted(file, line, why));
    }
  }
}
