package io.pouw.storage.sql;

import io.pouw.primitives.Hash;
import io.pouw.primitives.VoteStatement;
import io.pouw.storage.OwnVotes;
import io.pouw.storage.StorageException;
import io.pouw.storage.StorageException.Reason;
import io.pouw.storage.VoteStore;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * A validator's votes in the database that the members of its cluster share, as seen by the member
 * that holds the {@link SigningLease} with a token.
 *
 * <p><b>What holds.</b> A vote is a row before it leaves. The row comes about by one statement that
 * reads the lease's row, locks it and compares the token: after somebody else has taken the lease,
 * which writes that row, no vote with an older token gets in, and whoever took it sees every vote
 * that did. Nothing is left open between two messages to the database, so a member that is paused
 * in the midst of it blocks nobody. Of two votes that contradict each other (two blocks in a view,
 * or finalising and nullifying it) the primary key lets one in, whatever else went wrong.
 */
public final class SharedVotes implements OwnVotes {
  /**
   * Votes of final views that are kept for a member whose chain is that much behind when it takes
   * over; without them it would have to keep silent until it has caught up.
   */
  static final long KEPT_VIEWS = 256;

  private static final long PRUNE_EVERY = 64;

  private final SqlStore store;
  private final Jdbi sql;
  private final String validator;
  private final long token;
  private long prunedBelow;

  /**
   * The votes with the right that a token gives.
   *
   * @param validator as of the lease
   */
  public SharedVotes(SqlStore store, String validator, long token) {
    this.store = store;
    this.sql = store.jdbi();
    this.validator = validator;
    this.token = token;
    this.prunedBelow = number("forgotten_below");
  }

  @Override
  public void persist(VoteStatement statement, byte[] record) {
    if (record.length > VoteStore.MAX_VOTE_BYTES)
      throw new IllegalArgumentException(
          "a vote of " + record.length + " bytes, over " + VoteStore.MAX_VOTE_BYTES);
    try {
      if (insert(statement, record) == 1) store.sync();
      else throw fenced();
    } catch (JdbiException e) {
      judge(statement, e);
    }
  }

  private int insert(VoteStatement statement, byte[] record) {
    return sql.withHandle(handle ->
        handle.execute(
            "INSERT INTO signed_vote (validator, view_number, part, kind, block_id, token,"
                + " signed_at_ms, vote) SELECT validator, CAST(? AS BIGINT), CAST(? AS INTEGER),"
                + " CAST(? AS INTEGER), CAST(? AS BYTEA), token, "
                + SigningLease.NOW_MS
                + ", CAST(? AS BYTEA) FROM signing_lease WHERE validator = ? AND token = ?"
                + " FOR UPDATE",
            statement.view(),
            part(statement),
            statement.kind(),
            statement.blockId().toBytes(),
            record,
            validator,
            token));
  }

  /** Finalising and nullifying exclude each other, so they are one part. */
  private static int part(VoteStatement statement) {
    return statement.kind() == VoteStatement.NOTARIZE ? 0 : 1;
  }

  /** A statement that failed: the same vote may be repeated, and nothing else may. */
  private void judge(VoteStatement statement, JdbiException failure) {
    Optional<VoteStatement> before;
    try {
      before = recorded(statement);
    } catch (JdbiException e) {
      throw new StorageException(
          Reason.FAILED, "the shared database of votes cannot be reached: " + e.getMessage(), e);
    }
    if (before.isEmpty())
      throw new StorageException(
          Reason.FAILED,
          "a vote could not be written to the shared database: " + failure.getMessage(),
          failure);
    if (!before.get().equals(statement))
      throw new StorageException(
          Reason.FAILED,
          "slashing protection: in view %d this validator has voted %s and may not vote %s"
              .formatted(statement.view(), before.get(), statement),
          failure);
  }

  /** What was voted in the same part of the same view under this token or an earlier one. */
  private Optional<VoteStatement> recorded(VoteStatement statement) {
    if (number("token") != token) throw fenced();
    return sql.withHandle(handle ->
        handle
            .select(
                "SELECT kind, view_number, block_id FROM signed_vote"
                    + " WHERE validator = ? AND view_number = ? AND part = ?",
                validator,
                statement.view(),
                part(statement))
            .map((row, context) ->
                new VoteStatement(
                    row.getInt("kind"),
                    row.getLong("view_number"),
                    Hash.of(row.getBytes("block_id"))))
            .findOne());
  }

  private StorageException fenced() {
    return new StorageException(
        Reason.FAILED,
        "another member signs for this validator now: the token %d is of the past"
            .formatted(token));
  }

  @Override
  public List<byte[]> above(long view) {
    return sql.withHandle(handle ->
        handle
            .select(
                "SELECT vote FROM signed_vote WHERE validator = ? AND view_number > ?"
                    + " ORDER BY view_number, part",
                validator,
                view)
            .mapTo(byte[].class)
            .list());
  }

  @Override
  public synchronized void pruneBelow(long view) {
    long below = view - KEPT_VIEWS;
    if (below < prunedBelow + PRUNE_EVERY) return;
    sql.useTransaction(handle -> {
      int marked =
          handle.execute(
              "UPDATE signing_lease SET forgotten_below = ? WHERE validator = ? AND token = ?",
              below,
              validator,
              token);
      if (marked == 1)
        handle.execute(
            "DELETE FROM signed_vote WHERE validator = ? AND view_number < ?", validator, below);
    });
    prunedBelow = below;
  }

  @Override
  public void silence(long view) {
    int marked =
        sql.withHandle(handle ->
            handle.execute(
                "UPDATE signing_lease SET silent_up_to = GREATEST(silent_up_to, ?)"
                    + " WHERE validator = ? AND token = ?",
                view,
                validator,
                token));
    if (marked == 0) throw fenced();
    store.sync();
  }

  @Override
  public long silentUpTo() {
    return number("silent_up_to");
  }

  @Override
  public long forgottenBelow() {
    return number("forgotten_below");
  }

  @Override
  public long highestView() {
    long kept =
        sql.withHandle(handle ->
            handle
                .select(
                    "SELECT COALESCE(MAX(view_number), -1) FROM signed_vote WHERE validator = ?",
                    validator)
                .mapTo(Long.class)
                .one());
    return Math.max(kept, Math.max(silentUpTo() == 0 ? -1 : silentUpTo(), forgottenBelow() - 1));
  }

  private long number(String column) {
    return sql.withHandle(handle ->
        handle
            .select("SELECT " + column + " FROM signing_lease WHERE validator = ?", validator)
            .mapTo(Long.class)
            .findOne()
            .orElse(0L));
  }
}
