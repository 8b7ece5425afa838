package io.pouw.storage;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.storage.ColumnFamily.Growth;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * The final chain on disk: blocks with their certificates, the ledger's state after the last of
 * them, and indexes. A commit is atomic and durable; state and height never disagree. What a commit
 * overwrote is kept beside it, so that the last commits can be {@linkplain #revert taken back}. Any
 * thread may read; commits come one after the other. Calls block on the disk: not for an event
 * loop.
 */
public final class ChainStore implements AutoCloseable {
  private static final int VERSION = 1;
  private static final ColumnFamily BLOCKS = new ColumnFamily("blocks");
  private static final ColumnFamily HEIGHTS = new ColumnFamily("heights", Growth.SCATTERED);
  private static final ColumnFamily STATE = new ColumnFamily("state");
  private static final ColumnFamily INDEX = new ColumnFamily("index", Growth.SCATTERED);
  private static final ColumnFamily UNDO = new ColumnFamily("undo");

  /** Heights that can be gone back; an undo record is about as large as what the block changes. */
  static final long UNDO_KEPT = 10_000;

  private static final byte[] HEIGHT = "height".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FIRST = "first".getBytes(StandardCharsets.US_ASCII);

  private final Database database;
  private final StorageTrouble trouble;
  private volatile long height;
  private volatile long first;

  private ChainStore(Database database, StorageTrouble trouble) {
    this.database = database;
    this.trouble = trouble;
    this.height = readNumber(HEIGHT);
    this.first = readNumber(FIRST);
    // Written before blocks could be left out: the chain is there from its first block on.
    if (height >= 0 && first < 0) this.first = 1;
  }

  /**
   * Opens the store of a chain, which is made if the folder is empty or missing.
   *
   * @throws StorageException if it is in use, of another chain, damaged or not writable
   */
  public static ChainStore open(Path folder, Hash chainId) {
    var trouble =
        new StorageTrouble(
            folder,
            "chain",
            "restore a copy, or delete this folder and let the node fetch the chain from its"
                + " peers");
    var database =
        Database.open(
            folder,
            trouble,
            Recovery.KEEP_PROMISES,
            List.of(ColumnFamily.META, BLOCKS, HEIGHTS, STATE, INDEX, UNDO));
    try {
      new Identity("chain", VERSION, Optional.of(chainId)).claim(database, trouble);
      return new ChainStore(database, trouble);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** One block; see {@link #commit(List, StateChange)}. */
  public void commit(FinalizedRecord record, StateChange change) {
    commit(List.of(record), change);
  }

  /**
   * Adds final blocks of consecutive heights and what they change together. Durable when it
   * returns; nothing is written when it throws.
   *
   * @throws IllegalArgumentException if the heights do not follow each other and {@link #height()}
   */
  public synchronized void commit(List<FinalizedRecord> records, StateChange change) {
    if (records.isEmpty()) throw new IllegalArgumentException("no block to commit");
    checkHeights(records);
    long newHeight = records.getLast().height();
    long newFirst = height < 0 ? records.getFirst().height() : first;
    var writes = database.writes();
    for (FinalizedRecord record : records) {
      byte[] key = key(record.height());
      writes.put(BLOCKS, key, record.toBytes()).put(HEIGHTS, record.blockId().toBytes(), key);
    }
    writes.put(UNDO, key(newHeight), undo(change).toBytes());
    for (FinalizedRecord record : records)
      if (record.height() >= UNDO_KEPT) writes.delete(UNDO, key(record.height() - UNDO_KEPT));
    addAll(writes, STATE, change.state());
    addAll(writes, INDEX, change.index());
    writes.put(ColumnFamily.META, HEIGHT, key(newHeight));
    writes.put(ColumnFamily.META, FIRST, key(newFirst)).writeDurably();
    height = newHeight;
    first = newFirst;
  }

  private UndoRecord undo(StateChange change) {
    return new UndoRecord(
        height,
        change.state().stream()
            .map(each -> new Change(each.key(), database.get(STATE, each.key())))
            .toList(),
        change.index().stream().filter(each -> each.value().isPresent()).map(Change::key).toList());
  }

  /** The lowest height whose block is kept, if there is one. */
  public OptionalLong firstHeight() {
    return height < 0 ? OptionalLong.empty() : OptionalLong.of(first);
  }

  /**
   * What the last commit overwrote, with the height before it; empty if that is not kept.
   *
   * @throws StorageException if it cannot be read
   */
  public Optional<UndoRecord> undo(long atHeight) {
    if (atHeight < 0) return Optional.empty();
    return database.get(UNDO, key(atHeight)).map(bytes -> undo(atHeight, bytes));
  }

  private UndoRecord undo(long atHeight, byte[] bytes) {
    try {
      return Decoder.whole(bytes, UndoRecord::decode);
    } catch (CodecException e) {
      throw trouble.damaged("the undo record of height " + atHeight + " " + e.getMessage());
    }
  }

  /**
   * Takes the last commit back, durably: its blocks and what they added to the index are gone, and
   * the state is what it was.
   *
   * @return the height now; -1 if the store is empty
   * @throws IllegalStateException if there is no commit whose past is kept
   */
  public synchronized long revert() {
    UndoRecord undo =
        undo(height)
            .orElseThrow(() ->
                new IllegalStateException("what was before height " + height + " is not kept"));
    var writes = database.writes();
    for (long gone = height; gone > undo.below() && gone >= first; gone--) forget(writes, gone);
    addAll(writes, STATE, undo.state());
    addAll(writes, INDEX, undo.index().stream().map(Change::delete).toList());
    if (undo.below() < 0) writes.delete(ColumnFamily.META, HEIGHT).delete(ColumnFamily.META, FIRST);
    else writes.put(ColumnFamily.META, HEIGHT, key(undo.below()));
    writes.writeDurably();
    height = undo.below();
    return height;
  }

  /**
   * Forgets the blocks below a height, and how to go back there. The last block always stays.
   * Returns before the device has it: after a power failure some may be there again.
   *
   * @param index what the blocks added to the index and should be forgotten too
   */
  public synchronized void prune(long below, List<byte[]> index) {
    if (height < 0 || below > height)
      throw new IllegalArgumentException("pruning below " + below + " of a chain of " + height);
    if (below <= first) return;
    var writes = database.writes();
    for (long gone = first; gone < below; gone++) forget(writes, gone);
    addAll(writes, INDEX, index.stream().map(Change::delete).toList());
    writes.put(ColumnFamily.META, FIRST, key(below)).writeFast();
    first = below;
  }

  private void forget(Database.Writes writes, long gone) {
    block(gone).ifPresent(record -> writes.delete(HEIGHTS, record.blockId().toBytes()));
    writes.delete(BLOCKS, key(gone)).delete(UNDO, key(gone));
  }

  /**
   * Reads every file of the store and compares the checksums.
   *
   * @throws StorageException if bytes are not those that were written
   */
  public void verify() {
    database.verify();
  }

  private void checkHeights(List<FinalizedRecord> records) {
    long expected = height < 0 ? records.getFirst().height() : height + 1;
    for (FinalizedRecord record : records) {
      if (record.height() != expected)
        throw new IllegalArgumentException(
            "a block of height " + record.height() + " where " + expected + " comes next");
      expected++;
    }
  }

  private static void addAll(Database.Writes writes, ColumnFamily family, List<Change> changes) {
    for (Change change : changes)
      change
          .value()
          .ifPresentOrElse(
              value -> writes.put(family, change.key(), value),
              () -> writes.delete(family, change.key()));
  }

  /** The height of the last final block, if there is one. */
  public OptionalLong height() {
    return height < 0 ? OptionalLong.empty() : OptionalLong.of(height);
  }

  public Optional<FinalizedRecord> block(long atHeight) {
    if (atHeight < 0) return Optional.empty();
    return database.get(BLOCKS, key(atHeight)).map(bytes -> record(atHeight, bytes));
  }

  public OptionalLong heightOf(Hash blockId) {
    return database
        .get(HEIGHTS, blockId.toBytes())
        .map(bytes -> OptionalLong.of(number(bytes)))
        .orElse(OptionalLong.empty());
  }

  public Optional<byte[]> state(byte[] key) {
    return database.get(STATE, key);
  }

  /**
   * Reads the whole state in the order of keys.
   *
   * @return the number of entries
   */
  public int forEachState(BiConsumer<byte[], byte[]> use) {
    return database.scan(STATE, scan -> scan.forEach(use));
  }

  /** The value of one index entry. */
  public Optional<byte[]> index(byte[] key) {
    return database.get(INDEX, key);
  }

  /** The first entries whose key begins with the prefix, in the order of keys. */
  public List<Entry> firstOf(byte[] prefix, int limit) {
    return firstOf(prefix, prefix, limit);
  }

  /** As {@link #firstOf(byte[], int)}, beginning with the key {@code from}, for the next page. */
  public List<Entry> firstOf(byte[] prefix, byte[] from, int limit) {
    return database.scan(INDEX, scan -> scan.upwards(prefix, from, limit));
  }

  /** The last entries whose key begins with the prefix, in reverse order of keys. */
  public List<Entry> lastOf(byte[] prefix, int limit) {
    return database.scan(INDEX, scan -> scan.downwards(prefix, Optional.empty(), limit));
  }

  /** As {@link #lastOf(byte[], int)}, beginning with the key {@code from}, for the next page. */
  public List<Entry> lastOf(byte[] prefix, byte[] from, int limit) {
    return database.scan(INDEX, scan -> scan.downwards(prefix, Optional.of(from), limit));
  }

  @Override
  public void close() {
    database.close();
  }

  private long readNumber(byte[] name) {
    return database.get(ColumnFamily.META, name).map(this::number).orElse(-1L);
  }

  private FinalizedRecord record(long atHeight, byte[] bytes) {
    try {
      FinalizedRecord record = Decoder.whole(bytes, FinalizedRecord::decode);
      if (record.height() == atHeight) return record;
      throw trouble.damaged("block " + record.height() + " in the place of " + atHeight);
    } catch (CodecException e) {
      throw trouble.damaged("block " + atHeight + " " + e.getMessage());
    }
  }

  private long number(byte[] bytes) {
    try {
      return Decoder.whole(bytes, Decoder::u63);
    } catch (CodecException e) {
      throw trouble.damaged("a height " + e.getMessage());
    }
  }

  private static byte[] key(long number) {
    return new Encoder(Long.BYTES).i64(number).toBytes();
  }
}
