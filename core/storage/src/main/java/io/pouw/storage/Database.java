package io.pouw.storage;

import io.pouw.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A RocksDB database whose failures are {@link StorageException}s. Any thread may call it; a call
 * after {@link #close()} throws instead of ending the JVM, which the library alone would do.
 */
final class Database implements AutoCloseable {
  private final StorageTrouble trouble;
  private final List<AutoCloseable> resources;
  private final RocksDB rocks;
  private final Map<String, ColumnFamilyHandle> handles;
  private final ReadWriteLock closing = new ReentrantReadWriteLock();
  private boolean closed;

  private Database(
      StorageTrouble trouble,
      List<AutoCloseable> resources,
      RocksDB rocks,
      Map<String, ColumnFamilyHandle> handles) {
    this.trouble = trouble;
    this.resources = resources;
    this.rocks = rocks;
    this.handles = handles;
  }

  static Database open(
      Path folder, StorageTrouble trouble, Recovery recovery, List<ColumnFamily> families) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StorageException(
          Reason.NOT_PERMITTED, "the folder " + folder + " cannot be made: " + e, e);
    }
    ManifestCheck.check(folder, trouble);
    RocksDB.loadLibrary();
    var resources = new ArrayList<AutoCloseable>();
    var descriptors = new ArrayList<ColumnFamilyDescriptor>();
    for (ColumnFamily family : families) {
      var options = new ColumnFamilyOptions();
      resources.add(options);
      descriptors.add(family.descriptor(options));
    }
    var options = options(recovery);
    resources.add(options);
    var opened = new ArrayList<ColumnFamilyHandle>();
    try {
      RocksDB rocks = RocksDB.open(options, folder.toString(), descriptors, opened);
      resources.add(rocks);
      var handles = new LinkedHashMap<String, ColumnFamilyHandle>();
      for (int i = 0; i < families.size(); i++) handles.put(families.get(i).name(), opened.get(i));
      resources.addAll(opened);
      return new Database(trouble, resources, rocks, handles);
    } catch (RocksDBException e) {
      release(resources);
      throw trouble.of(e);
    }
  }

  private static DBOptions options(Recovery recovery) {
    return new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setWalRecoveryMode(recovery.mode())
        .setParanoidChecks(true)
        .setMaxBackgroundJobs(2)
        .setMaxOpenFiles(128)
        .setMaxTotalWalSize(64 << 20)
        .setStatsDumpPeriodSec(0)
        .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
        .setKeepLogFileNum(2)
        .setMaxLogFileSize(1 << 20);
  }

  /**
   * For what works beside the database in its folder.
   *
   * @throws StorageException if it is closed
   */
  void requireOpen() {
    whileOpen(() -> true);
  }

  /** The value of a key. */
  Optional<byte[]> get(ColumnFamily family, byte[] key) {
    return whileOpen(() -> Optional.ofNullable(rocks.get(handle(family), key)));
  }

  /** Works through a scan, which is open during the call only. */
  <T> T scan(ColumnFamily family, Function<Scan, T> use) {
    return whileOpen(() -> {
      try (var iterator = rocks.newIterator(handle(family))) {
        T result = use.apply(new Scan(iterator));
        iterator.status();
        return result;
      }
    });
  }

  /**
   * Compares the checksums of all files.
   *
   * @throws StorageException if one does not fit
   */
  void verify() {
    whileOpen(() -> {
      rocks.verifyChecksum();
      return true;
    });
  }

  /** A set of changes to be written together. */
  Writes writes() {
    return new Writes();
  }

  @Override
  public void close() {
    closing.writeLock().lock();
    try {
      if (closed) return;
      closed = true;
      release(resources);
    } finally {
      closing.writeLock().unlock();
    }
  }

  /** In reverse: column families before their database, the options last. */
  private static void release(List<AutoCloseable> resources) {
    Collections.reverse(resources);
    for (AutoCloseable resource : resources) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new IllegalStateException("closing " + resource, e);
      }
    }
  }

  private ColumnFamilyHandle handle(ColumnFamily family) {
    ColumnFamilyHandle handle = handles.get(family.name());
    if (handle == null) throw new IllegalArgumentException("no column family " + family.name());
    return handle;
  }

  private <T> T whileOpen(Action<T> action) {
    closing.readLock().lock();
    try {
      if (closed) throw trouble.closed();
      return action.run();
    } catch (RocksDBException e) {
      throw trouble.of(e);
    } finally {
      closing.readLock().unlock();
    }
  }

  private interface Action<T> {
    T run() throws RocksDBException;
  }

  /** Changes that are all written, or none of them. */
  final class Writes {
    private final List<Step> steps = new ArrayList<>();

    Writes put(ColumnFamily family, byte[] key, byte[] value) {
      steps.add(batch -> batch.put(handle(family), key, value));
      return this;
    }

    Writes delete(ColumnFamily family, byte[] key) {
      steps.add(batch -> batch.delete(handle(family), key));
      return this;
    }

    /** From the first key to before the end key. */
    Writes deleteRange(ColumnFamily family, byte[] from, byte[] end) {
      steps.add(batch -> batch.deleteRange(handle(family), from, end));
      return this;
    }

    /** On the device when this returns. */
    void writeDurably() {
      write(true);
    }

    /** With the operating system when this returns: survives the process, not a power failure. */
    void writeFast() {
      write(false);
    }

    private void write(boolean sync) {
      whileOpen(() -> {
        try (var batch = new WriteBatch();
            var options = new WriteOptions().setSync(sync)) {
          for (Step step : steps) step.addTo(batch);
          rocks.write(options, batch);
          return steps.size();
        }
      });
    }
  }

  private interface Step {
    void addTo(WriteBatch batch) throws RocksDBException;
  }
}
