package io.pouw.storage;

import io.pouw.security.audit.AuditAction;
import io.pouw.security.audit.AuditChain;
import io.pouw.security.audit.AuditEntry;
import io.pouw.security.audit.AuditEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log of a node: a hash chain of entries, one a line ({@link AuditLine}), appended and
 * never changed. Files are named by the sequence of their first entry; one that is full is followed
 * by another, and of too many the oldest is removed. The chain goes on across files and starts.
 *
 * <p>When opened, all of it is read. A line at the end that was not finished is cut off, and an
 * entry says so. A log that is not whole is never mended: it is put aside as it is, in {@code
 * audit.damaged-N}, and a new one begins with an entry that says which file, line and sequence.
 *
 * <p>After a failed write the log takes nothing more until it is opened again. Blocks on the disk;
 * thread-safe.
 */
public final class AuditLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int MAX_ASIDE = 8;

  /**
   * How much is kept.
   *
   * @param fileBytes after which a file is followed by another
   * @param files at most
   */
  record Limits(long fileBytes, int files) {
    Limits {
      // Where the chain stands is read from the last file but one if the last is still empty.
      if (files < 2) throw new IllegalArgumentException(files + " files, expected at least 2");
    }

    /** 64 MiB, some 150,000 entries. */
    static final Limits DEFAULT = new Limits(4 << 20, 16);
  }

  private final Path folder;
  private final Limits limits;
  private final InstantSource clock;
  private final StorageTrouble trouble;
  private final NavigableMap<Long, Path> files = new TreeMap<>();
  private AuditChain chain = AuditChain.EMPTY;
  private @Nullable FileChannel last;
  private long lastBytes;
  private @Nullable StorageException broken;

  private AuditLog(Path folder, Limits limits, InstantSource clock) {
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
    this.trouble = trouble(folder);
  }

  static StorageTrouble trouble(Path folder) {
    return new StorageTrouble(
        folder, "audit log", "'pouw node audit' says where; keep the folder, it is evidence");
  }

  /**
   * Opens the log of a folder that the caller holds, and makes one where there is none.
   *
   * @throws StorageException if it cannot be read or written
   */
  public static AuditLog open(Path folder, InstantSource clock) {
    return open(folder, Limits.DEFAULT, clock);
  }

  static AuditLog open(Path folder, Limits limits, InstantSource clock) {
    AuditScan found = AuditScan.of(folder, limits, entry -> {});
    var log = new AuditLog(folder, limits, clock);
    try {
      if (found.isWhole()) log.resume(found);
      else log.beginAnew(found);
      return log;
    } catch (IOException e) {
      log.close();
      throw log.trouble.of(e);
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  private void resume(AuditScan found) throws IOException {
    Files.createDirectories(folder);
    files.putAll(AuditFile.list(folder));
    chain = found.chain();
    if (files.isEmpty()) return;
    Path file = AuditFile.name(folder, files.lastKey());
    FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE);
    last = opened;
    lastBytes = found.lastBytes();
    if (found.tornBytes() == 0) return;
    opened.truncate(lastBytes);
    LOG.warn("{} ended within an entry, {} bytes are cut off", file, found.tornBytes());
    append(
        List.of(
            new AuditEvent(
                AuditAction.AUDIT_CUT,
                AuditEvent.NODE,
                String.valueOf(file.getFileName()),
                "the log ended within an entry, %d bytes are cut off"
                    .formatted(found.tornBytes()))));
  }

  private void beginAnew(AuditScan found) throws IOException {
    String damage = found.damage().orElseThrow();
    Path aside = putAside();
    LOG.error("the audit log is damaged: {}. It is put aside as {}, another begins", damage, aside);
    Files.createDirectories(folder);
    append(
        List.of(
            new AuditEvent(
                AuditAction.AUDIT_DAMAGED,
                AuditEvent.NODE,
                String.valueOf(aside.getFileName()),
                "whole before sequence %d, head %s; %s"
                    .formatted(found.chain().next(), found.chain().head(), damage))));
  }

  /** The first ones are kept, and the latest: a disk that goes on failing shall not fill up. */
  private Path putAside() throws IOException {
    Path aside = aside(1);
    for (int number = 2; Files.exists(aside) && number <= MAX_ASIDE; number++)
      aside = aside(number);
    if (Files.exists(aside)) VoteQuarantine.delete(aside);
    return Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path aside(int number) {
    return folder.resolveSibling(folder.getFileName() + ".damaged-" + number);
  }

  /**
   * Writes entries, durable when it returns: what is appended together is forced to the device at
   * once.
   *
   * @return the entries as they stand in the log
   * @throws StorageException if not all could be written; the file then ends with a whole entry,
   *     and every later call fails likewise
   */
  public synchronized List<AuditEntry> append(List<AuditEvent> events) {
    if (broken != null) throw broken;
    try {
      return write(events);
    } catch (IOException e) {
      StorageException failure = trouble.of(e);
      broken = failure;
      cutBack();
      throw failure;
    }
  }

  private List<AuditEntry> write(List<AuditEvent> events) throws IOException {
    var entries = new ArrayList<AuditEntry>();
    var lines = new ByteArrayOutputStream();
    AuditChain after = chain;
    for (AuditEvent event : events) {
      AuditEntry entry = after.entry(clock.millis(), event);
      byte[] line = AuditLine.bytes(entry);
      long filled = lastBytes + lines.size();
      if (last == null || filled > 0 && filled + line.length > limits.fileBytes()) {
        flush(lines, after);
        beginFile(entry.sequence());
      }
      lines.writeBytes(line);
      after = after.plus(entry);
      entries.add(entry);
    }
    flush(lines, after);
    return entries;
  }

  private void flush(ByteArrayOutputStream lines, AuditChain after) throws IOException {
    FileChannel file = last;
    if (file == null || lines.size() == 0) return;
    var bytes = ByteBuffer.wrap(lines.toByteArray());
    while (bytes.hasRemaining()) file.write(bytes, lastBytes + bytes.position());
    file.force(false);
    lastBytes += lines.size();
    lines.reset();
    chain = after;
  }

  private void beginFile(long first) throws IOException {
    FileChannel full = last;
    if (full != null) full.close();
    Path file = AuditFile.name(folder, first);
    last = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    lastBytes = 0;
    files.put(first, file);
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    }
    while (files.size() > limits.files()) {
      Files.deleteIfExists(AuditFile.name(folder, files.firstKey()));
      files.remove(files.firstKey());
    }
  }

  /** What was not written whole is taken back, so that a reader finds whole lines. */
  private void cutBack() {
    FileChannel file = last;
    try {
      if (file != null && file.isOpen()) file.truncate(lastBytes);
    } catch (IOException e) {
      LOG.debug("the end is left torn; the next start cuts it off", e);
    }
  }

  /** Where the chain stands: how many entries there ever were, and the last one's hash. */
  public synchronized AuditChain chain() {
    return chain;
  }

  /** Sequence of the oldest entry that is kept; that of the next one if there is none. */
  public synchronized long first() {
    return files.isEmpty() ? chain.next() : files.firstKey();
  }

  /**
   * Entries from a sequence on, or from the oldest that is kept.
   *
   * @param limit the most that are wanted
   * @throws StorageException if they cannot be read, or are not what was written
   */
  public synchronized List<AuditEntry> read(long from, int limit) {
    var found = new ArrayList<AuditEntry>();
    Long begin = files.floorKey(Math.max(from, 0));
    NavigableMap<Long, Path> later = begin == null ? files : files.tailMap(begin, true);
    try {
      for (Map.Entry<Long, Path> file : later.entrySet()) {
        if (found.size() >= limit) break;
        read(file.getValue(), from, limit, found);
      }
      return found;
    } catch (IOException e) {
      throw trouble.of(e);
    }
  }

  private void read(Path path, long from, int limit, List<AuditEntry> found) throws IOException {
    long number = 0;
    try (AuditFile file = AuditFile.open(path)) {
      while (found.size() < limit) {
        number++;
        Optional<byte[]> line = file.next();
        if (line.isEmpty()) return;
        AuditEntry entry = AuditLine.parse(line.get());
        if (entry.sequence() >= from) found.add(entry);
      }
    } catch (IllegalArgumentException e) {
      throw trouble.damaged("%s, line %d: %s".formatted(path, number, e.getMessage()));
    }
  }

  /** Ends the log; what was appended is on the device already. */
  @Override
  public synchronized void close() {
    if (broken == null) broken = trouble.closed();
    try {
      if (last != null) last.close();
    } catch (IOException e) {
      LOG.debug("closing {} failed", folder, e);
    }
  }
}
