package io.pouw.storage.sql;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;

/**
 * The right of one member to sign for a validator, for a while and until somebody else has it.
 * Every grant has a token greater than all before (a fencing token). The lease decides who tries;
 * that a member of the past signs nothing, however long it was asleep, is ensured by {@link
 * SharedVotes}, which takes no vote with an older token.
 *
 * <p>Time is the database's alone, so clocks of members need not agree. Calls block.
 */
public final class SigningLease {
  /** Milliseconds since 1970 by the database's clock. */
  static final String NOW_MS = "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)";

  private static final int UNIQUE_TRIES = 2;

  private final Jdbi sql;
  private final String validator;
  private final String holder;
  private final long ttlMs;

  /**
   * The claim of one member; nothing is asked of the database yet.
   *
   * @param validator chain and key, the same for all members
   * @param holder unlike that of any other process, now or earlier
   * @param ttl after which a holder that did not renew may be replaced
   */
  public SigningLease(SqlStore store, String validator, String holder, Duration ttl) {
    this.sql = store.jdbi();
    this.validator = validator;
    this.holder = holder;
    this.ttlMs = ttl.toMillis();
  }

  /** Who holds it. */
  public record Holder(String holder, long token, boolean expired) {}

  /**
   * Takes the lease if nobody holds it.
   *
   * @return the new token; empty if somebody else holds it
   */
  public OptionalLong acquire() {
    for (int tries = 0; tries < UNIQUE_TRIES; tries++) {
      OptionalLong token = sql.inTransaction(this::take);
      if (token.isPresent() || holder().isPresent()) return token;
      begin();
    }
    return OptionalLong.empty();
  }

  private OptionalLong take(org.jdbi.v3.core.Handle handle) {
    int taken =
        handle.execute(
            "UPDATE signing_lease SET holder = ?, token = token + 1, expires_at_ms = "
                + NOW_MS
                + " + ? WHERE validator = ? AND expires_at_ms < "
                + NOW_MS,
            holder,
            ttlMs,
            validator);
    if (taken == 0) return OptionalLong.empty();
    return OptionalLong.of(
        handle
            .select("SELECT token FROM signing_lease WHERE validator = ?", validator)
            .mapTo(Long.class)
            .one());
  }

  /** The first member of all makes the row; two at once make one. */
  private void begin() {
    sql.useHandle(handle ->
        handle.execute(
            "INSERT INTO signing_lease SELECT CAST(? AS VARCHAR(160)), '', 0, 0, 0, 0"
                + " WHERE NOT EXISTS (SELECT 1 FROM signing_lease WHERE validator = ?)"
                + " ON CONFLICT DO NOTHING",
            validator,
            validator));
  }

  /**
   * Holds the lease for another while.
   *
   * @return whether it is still held with this token; never again once it is not
   */
  public boolean renew(long token) {
    return sql.withHandle(handle ->
        handle.execute(
            "UPDATE signing_lease SET expires_at_ms = "
                + NOW_MS
                + " + ? WHERE validator = ? AND holder = ? AND token = ?",
            ttlMs,
            validator,
            holder,
            token))
        == 1;
  }

  /** Gives the lease back, so that the next member need not wait. */
  public void release(long token) {
    sql.useHandle(handle ->
        handle.execute(
            "UPDATE signing_lease SET expires_at_ms = 0 WHERE validator = ? AND token = ?",
            validator,
            token));
  }

  /** Who has the lease, or had it last. */
  public Optional<Holder> holder() {
    return sql.withHandle(handle ->
        handle
            .select(
                "SELECT holder, token, expires_at_ms < "
                    + NOW_MS
                    + " AS expired FROM signing_lease WHERE validator = ?",
                validator)
            .map((row, context) ->
                new Holder(
                    row.getString("holder"), row.getLong("token"), row.getBoolean("expired")))
            .findOne());
  }
}
