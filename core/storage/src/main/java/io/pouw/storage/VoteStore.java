package io.pouw.storage;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.VoteStatement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The votes that this validator has cast, so that after a restart it never contradicts one. Any
 * thread may call it; calls block on the disk.
 */
public final class VoteStore implements OwnVotes, AutoCloseable {
  /** A vote to notarise comes with its block, of 8 MiB at most. */
  public static final int MAX_VOTE_BYTES = 9 << 20;

  private static final int VERSION = 1;
  private static final ColumnFamily VOTES = new ColumnFamily("votes");
  private static final byte[] HIGHEST = "highest".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SILENT = "silent".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FORGOTTEN = "forgotten".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PROMISES = "promises".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ALL = new byte[0];

  private final Database database;
  private final VoteWitness witness;
  private final StorageTrouble trouble;
  private long highestView;
  private long silentUpTo;
  private long forgottenBelow;
  private long sequence;

  /** How often a vote or a silence was made durable. */
  private long promises;

  private VoteStore(Database database, VoteWitness witness, StorageTrouble trouble) {
    this.database = database;
    this.witness = witness;
    this.trouble = trouble;
    this.promises =
        database.get(ColumnFamily.META, PROMISES).map(bytes -> number(bytes, 0)).orElse(0L);
    if (promises < witness.found())
      throw trouble.damaged(
          "it has lost its end: %d promises were made, %d are left"
              .formatted(witness.found(), promises));
    this.highestView =
        database.get(ColumnFamily.META, HIGHEST).map(bytes -> number(bytes, 0)).orElse(-1L);
    this.silentUpTo =
        database.get(ColumnFamily.META, SILENT).map(bytes -> number(bytes, 0)).orElse(0L);
    this.forgottenBelow =
        database.get(ColumnFamily.META, FORGOTTEN).map(bytes -> number(bytes, 0)).orElse(0L);
    long[] kept = {-1};
    database.scan(
        VOTES,
        scan ->
            scan.forEach((key, vote) -> {
              sequence = Math.max(sequence, number(key, Long.BYTES) + 1);
              kept[0] = number(Arrays.copyOf(key, Long.BYTES), 0);
            }));
    boolean expected = highestView >= forgottenBelow && highestView > silentUpTo;
    if (expected && kept[0] < highestView)
      throw trouble.damaged(
          "its last vote was of view %d, the last left is of view %d"
              .formatted(highestView, kept[0]));
  }

  /**
   * Opens the votes of a chain's validator; the folder is made if it is missing.
   *
   * @throws StorageException if it is in use, of another chain, damaged or not writable
   */
  public static VoteStore open(Path folder, Hash chainId) {
    var trouble =
        new StorageTrouble(
            folder,
            "record of own votes",
            "a validator that votes without it may vote twice and be slashed");
    var database =
        Database.open(folder, trouble, Recovery.KEEP_PROMISES, List.of(ColumnFamily.META, VOTES));
    try {
      new Identity("votes", VERSION, Optional.of(chainId)).claim(database, trouble);
      return open(database, VoteWitness.open(folder, trouble), trouble);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static VoteStore open(Database database, VoteWitness witness, StorageTrouble trouble) {
    try {
      return new VoteStore(database, witness, trouble);
    } catch (RuntimeException e) {
      witness.close();
      throw e;
    }
  }

  @Override
  public void persist(VoteStatement statement, byte[] voteRecord) {
    persist(voteRecord, statement.view());
  }

  /** Keeps a vote. Durable when it returns: only then may the vote leave the node. */
  public synchronized void persist(byte[] voteRecord, long view) {
    if (view < 0) throw new IllegalArgumentException("negative view " + view);
    if (voteRecord.length > MAX_VOTE_BYTES)
      throw new IllegalArgumentException(
          "a vote of " + voteRecord.length + " bytes, over " + MAX_VOTE_BYTES);
    long highest = Math.max(highestView, view);
    database
        .writes()
        .put(VOTES, key(view, sequence), voteRecord)
        .put(ColumnFamily.META, HIGHEST, new Encoder().i64(highest).toBytes())
        .put(ColumnFamily.META, PROMISES, new Encoder().i64(promises + 1).toBytes())
        .writeDurably();
    highestView = highest;
    sequence++;
    witness.note(++promises);
  }

  /** The kept votes of all views greater than this one, by view, then as cast. */
  @Override
  public List<byte[]> above(long view) {
    if (view == Long.MAX_VALUE) return List.of();
    byte[] from = key(Math.max(0, view + 1), 0);
    var votes = new ArrayList<byte[]>();
    for (Entry entry : database.scan(VOTES, scan -> scan.upwards(ALL, from, Integer.MAX_VALUE)))
      votes.add(entry.value());
    return List.copyOf(votes);
  }

  /** Forgets the votes of views lower than this one, which are final and settled. */
  @Override
  public synchronized void pruneBelow(long view) {
    if (view <= forgottenBelow) return;
    database
        .writes()
        .deleteRange(VOTES, key(0, 0), key(view, 0))
        .put(ColumnFamily.META, FORGOTTEN, new Encoder().i64(view).toBytes())
        .writeFast();
    forgottenBelow = view;
  }

  /**
   * Takes all views up to this one for voted in, with whatever vote: a validator keeps silent there
   * for ever. Durable when it returns.
   */
  @Override
  public synchronized void silence(long view) {
    if (view <= silentUpTo) return;
    byte[] number = new Encoder().i64(view).toBytes();
    var writes =
        database
            .writes()
            .put(ColumnFamily.META, SILENT, number)
            .put(ColumnFamily.META, PROMISES, new Encoder().i64(promises + 1).toBytes());
    if (view > highestView) writes.put(ColumnFamily.META, HIGHEST, number);
    writes.writeDurably();
    witness.note(++promises);
    silentUpTo = view;
    highestView = Math.max(highestView, view);
  }

  /** The view up to which this validator has promised silence; 0 if it has not. */
  @Override
  public synchronized long silentUpTo() {
    return silentUpTo;
  }

  /**
   * Below this view votes may have been cast that are no longer kept. A chain that is rolled back
   * under it comes to views of which nobody knows what was voted there.
   */
  @Override
  public synchronized long forgottenBelow() {
    return forgottenBelow;
  }

  /** How many votes are kept. */
  public int count() {
    return database.scan(VOTES, scan -> scan.forEach((key, vote) -> {}));
  }

  /**
   * Reads every file of the store and compares the checksums.
   *
   * @throws StorageException if bytes are not those that were written
   */
  public void verify() {
    database.verify();
  }

  /** The highest view ever voted in, pruned or not; -1 if there is none. */
  @Override
  public synchronized long highestView() {
    return highestView;
  }

  @Override
  public void close() {
    database.close();
    witness.close();
  }

  private static byte[] key(long view, long sequence) {
    return new Encoder(2 * Long.BYTES).i64(view).i64(sequence).toBytes();
  }

  private long number(byte[] bytes, int offset) {
    try {
      var in = new Decoder(bytes);
      in.fixed(offset);
      long number = in.u63();
      in.end();
      return number;
    } catch (CodecException e) {
      throw trouble.damaged("a vote " + e.getMessage());
    }
  }
}
