package io.pouw.storage;

import io.pouw.primitives.BlobId;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.storage.StorageException.Reason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Content by its name: data sets, states, updates. What is read has been checked against the name;
 * a blob that was damaged on disk is reported, forgotten, and absent from then on, so that it is
 * fetched again.
 *
 * <p>The store holds at most a given number of bytes: to make room it drops the oldest blobs that
 * are not pinned. Blobs survive the end of the process; the last ones before a power failure may be
 * lost. Any thread may call it; calls block on the disk.
 */
public final class BlobStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BlobStore.class);
  private static final int VERSION = 1;
  private static final ColumnFamily ENTRIES = new ColumnFamily("entries");
  private static final long CACHE_BYTES = 4 << 20;

  private final Database database;
  private final BlobFiles files;
  private final BlobCatalogue catalogue;
  private final ContentCache cache = new ContentCache(CACHE_BYTES);

  private BlobStore(Database database, BlobFiles files, BlobCatalogue catalogue) {
    this.database = database;
    this.files = files;
    this.catalogue = catalogue;
  }

  /**
   * Opens the blobs in a folder, which is made if it is missing.
   *
   * @param maxBytes what all blobs together may take
   * @throws StorageException if it is in use, damaged or not writable
   */
  public static BlobStore open(Path folder, long maxBytes) {
    if (maxBytes <= 0) throw new IllegalArgumentException("no room for blobs: " + maxBytes);
    var trouble =
        new StorageTrouble(
            folder, "blobs", "delete this folder; what is needed is fetched from peers again");
    var database =
        Database.open(
            folder, trouble, Recovery.KEEP_WHAT_IS_SOUND, List.of(ColumnFamily.META, ENTRIES));
    try {
      new Identity("blobs", VERSION, Optional.empty()).claim(database, trouble);
      var files = new BlobFiles(folder.resolve("content"), trouble);
      var catalogue = new BlobCatalogue(maxBytes, readEntries(database, trouble));
      files.keepOnly(catalogue.list());
      return new BlobStore(database, files, catalogue);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static List<BlobEntry> readEntries(Database database, StorageTrouble trouble) {
    var bySequence = new TreeMap<Long, BlobEntry>();
    database.scan(
        ENTRIES,
        scan ->
            scan.forEach((key, value) -> {
              try {
                BlobEntry entry = BlobEntry.of(Decoder.whole(key, BlobId::decode), value);
                bySequence.put(entry.sequence(), entry);
              } catch (CodecException e) {
                throw trouble.damaged("an entry " + e.getMessage());
              }
            }));
    return List.copyOf(bySequence.values());
  }

  /** Keeps content until there is no room for it any more. */
  public BlobId put(byte[] content) {
    return put(content, false);
  }

  /** Keeps content until it is unpinned or deleted. */
  public BlobId putPinned(byte[] content) {
    return put(content, true);
  }

  private BlobId put(byte[] content, boolean pinned) {
    database.requireOpen();
    BlobId id = BlobId.of(content);
    synchronized (this) {
      Optional<BlobEntry> known = catalogue.find(id);
      if (known.isPresent()) {
        if (pinned && !known.get().pinned()) mark(known.get(), true);
        return id;
      }
      List<BlobEntry> evicted = roomFor(id);
      BlobEntry entry = catalogue.next(id, pinned);
      files.write(id, content);
      note(entry, evicted);
      evicted.forEach(old -> forget(old.id()));
      catalogue.add(entry);
    }
    cache.put(id, content.clone());
    return id;
  }

  /** A file without an entry is swept away, an entry without a file would be a missing blob. */
  private void note(BlobEntry entry, List<BlobEntry> evicted) {
    var writes = database.writes();
    for (BlobEntry old : evicted) writes.delete(ENTRIES, old.id().toBytes());
    writes.put(ENTRIES, entry.id().toBytes(), entry.value()).writeFast();
  }

  private List<BlobEntry> roomFor(BlobId id) {
    return catalogue
        .evictedBy(id.size())
        .orElseThrow(() ->
            new StorageException(
                Reason.FULL,
                "no room for a blob of "
                    + id.size()
                    + " bytes: "
                    + catalogue.pinnedBytes()
                    + " of at most "
                    + catalogue.maxBytes()
                    + " bytes are pinned; raise the limit of the blob store"));
  }

  /** The content, checked against its name; empty if it is not here. A fresh array. */
  public Optional<byte[]> get(BlobId id) {
    return checked(id).map(byte[]::clone);
  }

  /** One chunk of {@link BlobId#CHUNK_BYTES} bytes (the last may be shorter), checked. */
  public Optional<byte[]> chunk(BlobId id, int index) {
    if (index < 0 || index >= id.chunks()) return Optional.empty();
    int from = index * BlobId.CHUNK_BYTES;
    return checked(id)
        .map(content ->
            Arrays.copyOfRange(content, from, Math.min(content.length, from + BlobId.CHUNK_BYTES)));
  }

  private Optional<byte[]> checked(BlobId id) {
    database.requireOpen();
    Optional<byte[]> cached = cache.get(id);
    if (cached.isPresent()) return cached;
    if (!has(id)) return Optional.empty();
    Optional<byte[]> content = sound(id).or(() -> soundOrDropped(id));
    content.ifPresent(sound -> cache.put(id, sound));
    return content;
  }

  private Optional<byte[]> sound(BlobId id) {
    return files.read(id).filter(content -> BlobId.of(content).equals(id));
  }

  /** Looks once more while nobody deletes or puts: only what is damaged then is damage. */
  private synchronized Optional<byte[]> soundOrDropped(BlobId id) {
    Optional<byte[]> content = has(id) ? sound(id) : Optional.empty();
    if (content.isEmpty() && delete(id))
      LOG.warn("the blob {} is damaged on disk and dropped; it will be fetched again", id);
    return content;
  }

  public synchronized boolean has(BlobId id) {
    return catalogue.find(id).isPresent();
  }

  /** Protects a blob from being dropped for room; whether it is here. */
  public synchronized boolean pin(BlobId id) {
    Optional<BlobEntry> entry = catalogue.find(id);
    entry.filter(found -> !found.pinned()).ifPresent(found -> mark(found, true));
    return entry.isPresent();
  }

  /** Ends the protection; whether the blob is here. */
  public synchronized boolean unpin(BlobId id) {
    Optional<BlobEntry> entry = catalogue.find(id);
    entry.filter(BlobEntry::pinned).ifPresent(found -> mark(found, false));
    return entry.isPresent();
  }

  private void mark(BlobEntry entry, boolean pinned) {
    BlobEntry marked = entry.withPin(pinned);
    database.writes().put(ENTRIES, entry.id().toBytes(), marked.value()).writeFast();
    catalogue.replace(marked);
  }

  /** Deletes a blob, pinned or not; whether it was here. */
  public synchronized boolean delete(BlobId id) {
    if (catalogue.find(id).isEmpty()) return false;
    database.writes().delete(ENTRIES, id.toBytes()).writeFast();
    forget(id);
    return true;
  }

  private void forget(BlobId id) {
    files.delete(id);
    catalogue.remove(id);
    cache.remove(id);
  }

  /** All blobs, the oldest first. */
  public synchronized List<BlobId> list() {
    return catalogue.list();
  }

  /** The pinned ones, the oldest first. */
  public synchronized List<BlobId> pinned() {
    return catalogue.list().stream()
        .filter(id -> catalogue.find(id).filter(BlobEntry::pinned).isPresent())
        .toList();
  }

  /** What the blobs take together. */
  public synchronized long totalBytes() {
    return catalogue.totalBytes();
  }

  @Override
  public void close() {
    database.close();
  }
}
