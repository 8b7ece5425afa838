package io.pouw.management.pool;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.pouw.storage.sql.SqlStore;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** How pots were divided, in SQL. Blocks; safe for many threads and processes. */
public final class DistributionStore {
  private final Jdbi jdbi;

  public DistributionStore(SqlStore sql) {
    jdbi = sql.jdbi();
  }

  /**
   * A distribution with what it was computed from.
   *
   * @param pool the version; empty for distributions of nodes that did not keep it yet
   */
  public record Kept(Distribution distribution, Optional<SignedPool> pool) {}

  /** Where the last distribution of a pool ended; 0 before the first. */
  public long endOfLast(Hash pool) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT coalesce(max(to_height), 0) FROM distribution WHERE pool_id = ?")
            .bind(0, pool.toString())
            .mapTo(Long.class)
            .one());
  }

  /**
   * Keeps a distribution. One that starts where another did is refused by the database, so that two
   * callers at once cannot divide the same work twice.
   *
   * @param pool the version that it was computed from, kept so that it can be computed again
   * @param event for the pool's audit trail
   * @throws PoolRefusedException if it does not start where the last one ended
   */
  public void record(Distribution made, SignedPool pool, PoolEvent event, long nowMs) {
    jdbi.useTransaction(handle -> {
      if (PoolStore.find(handle, made.pool(), " FOR UPDATE").isEmpty())
        throw PoolStore.unknown(made.pool());
      long last =
          handle
              .createQuery("SELECT coalesce(max(to_height), 0) FROM distribution WHERE pool_id = ?")
              .bind(0, made.pool().toString())
              .mapTo(Long.class)
              .one();
      if (last != made.afterHeight())
        throw new PoolRefusedException(
            "the last distribution ended at height %d, this one begins at %d: compute it again"
                .formatted(last, made.afterHeight()));
      insert(handle, made, pool, nowMs);
      PoolStore.audit(handle, pool.state(), event);
    });
  }

  private static void insert(Handle handle, Distribution made, SignedPool pool, long nowMs) {
    handle.execute(
        "INSERT INTO distribution (id, pool_id, pool_version, scheme, after_height, to_height,"
            + " currency, pot, fee, at_ms, pool_record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        made.id().toString(),
        made.pool().toString(),
        made.version(),
        made.scheme().name(),
        made.afterHeight(),
        made.toHeight(),
        made.currency(),
        made.pot(),
        made.fee(),
        nowMs,
        pool.toBytes());
    for (Distribution.Line line : made.lines())
      handle.execute(
          "INSERT INTO distribution_line (distribution_id, member, account, units, weight, amount)"
              + " VALUES (?, ?, ?, ?, ?, ?)",
          made.id().toString(),
          line.member().toString(),
          line.account(),
          line.units(),
          new BigDecimal(line.weight()),
          line.amount());
  }

  /** A distribution of a pool, if it is kept. */
  public Optional<Kept> find(Hash pool, Hash id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM distribution WHERE pool_id = :pool AND id = :id")
            .bind("pool", pool.toString())
            .bind("id", id.toString())
            .map((row, c) ->
                new Kept(
                    distribution(row, lines(handle, row.getString("id"))),
                    Optional.ofNullable(row.getBytes("pool_record"))
                        .map(bytes -> Decoder.whole(bytes, SignedPool::decode))))
            .findOne());
  }

  /** The distributions of a pool, newest first. */
  public List<Distribution> newest(Hash pool, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT * FROM distribution WHERE pool_id = :pool"
                    + " ORDER BY to_height DESC LIMIT :limit")
            .bind("pool", pool.toString())
            .bind("limit", limit)
            .map((row, c) -> distribution(row, lines(handle, row.getString("id"))))
            .list());
  }

  private static List<Distribution.Line> lines(Handle handle, String distribution) {
    return handle
        .createQuery("SELECT * FROM distribution_line WHERE distribution_id = :id")
        .bind("id", distribution)
        .map((row, c) ->
            new Distribution.Line(
                Address.parse(row.getString("member")),
                row.getString("account"),
                row.getLong("units"),
                row.getBigDecimal("weight").toBigIntegerExact(),
                row.getLong("amount")))
        .stream()
        .sorted((a, b) -> a.member().compareTo(b.member()))
        .toList();
  }

  private static Distribution distribution(ResultSet row, List<Distribution.Line> lines)
      throws SQLException {
    return new Distribution(
        Hash.parse(row.getString("id")),
        Hash.parse(row.getString("pool_id")),
        row.getLong("pool_version"),
        Scheme.valueOf(row.getString("scheme")),
        row.getLong("after_height"),
        row.getLong("to_height"),
        row.getString("currency"),
        row.getLong("pot"),
        row.getLong("fee"),
        lines);
  }
}
