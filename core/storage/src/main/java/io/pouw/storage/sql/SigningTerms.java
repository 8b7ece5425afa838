package io.pouw.storage.sql;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Who has signed for a validator and who may now, as the shared database knows it. Looks only; any
 * member may ask. Calls block.
 */
public final class SigningTerms {
  private final Jdbi sql;
  private final String validator;

  /** What the database holds of a validator, by the name that its lease has. */
  public SigningTerms(SqlStore store, String validator) {
    this.sql = store.jdbi();
    this.validator = validator;
  }

  /**
   * The lease now.
   *
   * @param holder who has it, or had it last
   * @param leftMs until it is over by the database's clock; not positive if it is
   */
  public record Lease(String holder, long token, long leftMs) {}

  /**
   * The votes under one token, as far as they are kept.
   *
   * @param firstMs Unix time of the first one by the database's clock
   * @param lastMs of the last one
   */
  public record Term(long token, long firstMs, long lastMs, long votes) {}

  /** Empty before the first member of all has tried to sign. */
  public Optional<Lease> lease() {
    return sql.withHandle(handle ->
        handle
            .select(
                "SELECT holder, token, expires_at_ms - "
                    + SigningLease.NOW_MS
                    + " AS left_ms FROM signing_lease WHERE validator = ? AND token > 0",
                validator)
            .map((row, context) ->
                new Lease(row.getString("holder"), row.getLong("token"), row.getLong("left_ms")))
            .findOne());
  }

  /** One for each token with votes that are kept, the oldest first. */
  public List<Term> terms() {
    return sql.withHandle(handle ->
        handle
            .select(
                "SELECT token, MIN(signed_at_ms) AS first_ms, MAX(signed_at_ms) AS last_ms,"
                    + " COUNT(*) AS votes FROM signed_vote WHERE validator = ?"
                    + " GROUP BY token ORDER BY token",
                validator)
            .map((row, context) ->
                new Term(
                    row.getLong("token"),
                    row.getLong("first_ms"),
                    row.getLong("last_ms"),
                    row.getLong("votes")))
            .list());
  }
}
