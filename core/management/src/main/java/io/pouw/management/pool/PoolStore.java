package io.pouw.management.pool;

import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.pouw.storage.sql.SqlStore;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Pools and their distributions in SQL. Blocks; safe for many threads and processes. */
public final class PoolStore {
  private final Jdbi jdbi;

  public PoolStore(SqlStore sql) {
    jdbi = sql.jdbi();
  }

  /**
   * A pool that this node has.
   *
   * @param forked whether its operator was seen to sign two versions of one number
   */
  public record Entry(SignedPool pool, boolean forked) {
    public PoolState state() {
      return pool.state();
    }
  }

  public Optional<Entry> find(Hash id) {
    return jdbi.withHandle(handle -> find(handle, id, ""));
  }

  /** All pools in increasing id. */
  public List<Entry> all() {
    return jdbi.withHandle(handle ->
        handle.createQuery("SELECT * FROM pool ORDER BY id").map((row, c) -> entry(row)).list());
  }

  public long count() {
    return jdbi.withHandle(
        handle -> handle.createQuery("SELECT count(*) FROM pool").mapTo(Long.class).one());
  }

  /**
   * Keeps a new pool of this node's.
   *
   * @throws PoolRefusedException if there is one
   */
  public PoolState create(PoolState pool, Signer operator) {
    return jdbi.inTransaction(handle -> {
      if (find(handle, pool.id(), " FOR UPDATE").isPresent())
        throw new PoolRefusedException("there is a pool %s already".formatted(pool.name()));
      put(handle, SignedPool.sign(pool, operator), false);
      return pool;
    });
  }

  /**
   * Makes the next version of a pool of this node's.
   *
   * @throws PoolRefusedException if there is no such pool, it is another operator's, or the rule
   *     refuses
   */
  public PoolState change(Hash id, Signer operator, UnaryOperator<PoolState> rule) {
    return jdbi.inTransaction(handle -> {
      Entry entry = find(handle, id, " FOR UPDATE").orElseThrow(() -> unknown(id));
      if (!entry.state().operator().equals(operator.publicKey()))
        throw new PoolRefusedException(
            "pool %s is operated by %s: ask its node"
                .formatted(entry.state().name(), entry.state().operator().address()));
      PoolState next = rule.apply(entry.state());
      put(handle, SignedPool.sign(next, operator), entry.forked());
      return next;
    });
  }

  /**
   * Takes in a version from elsewhere that was checked.
   *
   * @return whether it stands now and did not before
   */
  public boolean take(SignedPool pool) {
    return jdbi.inTransaction(handle -> {
      Optional<Entry> known = find(handle, pool.state().id(), " FOR UPDATE");
      boolean forked = known.map(each -> each.forked() || fork(each.pool(), pool)).orElse(false);
      boolean stands =
          known.isEmpty() || SignedPool.PRECEDENCE.compare(pool, known.get().pool()) > 0;
      if (stands) put(handle, pool, forked);
      else if (forked) put(handle, known.get().pool(), true);
      return stands;
    });
  }

  private static boolean fork(SignedPool a, SignedPool b) {
    return a.state().version() == b.state().version()
        && !a.state().digest().equals(b.state().digest());
  }

  /** Where the last distribution of a pool ended; 0 before the first. */
  public long distributedTo(Hash pool) {
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
   * @throws PoolRefusedException if it does not start where the last one ended
   */
  public void record(Distribution made, long nowMs) {
    jdbi.useTransaction(handle -> {
      if (find(handle, made.pool(), " FOR UPDATE").isEmpty()) throw unknown(made.pool());
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
      insert(handle, made, nowMs);
    });
  }

  private static void insert(Handle handle, Distribution made, long nowMs) {
    handle.execute(
        "INSERT INTO distribution (id, pool_id, pool_version, scheme, after_height, to_height,"
            + " currency, pot, fee, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        made.id().toString(),
        made.pool().toString(),
        made.version(),
        made.scheme().name(),
        made.afterHeight(),
        made.toHeight(),
        made.currency(),
        made.pot(),
        made.fee(),
        nowMs);
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

  /** The distributions of a pool, newest first. */
  public List<Distribution> distributions(Hash pool, int limit) {
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

  private static void put(Handle handle, SignedPool pool, boolean forked) {
    handle
        .createUpdate(
            """
            MERGE INTO pool USING (VALUES (1)) AS one(x) ON pool.id = :id
            WHEN MATCHED THEN UPDATE SET version = :version, digest = :digest, record = :record,
              forked = :forked
            WHEN NOT MATCHED THEN INSERT (id, name, operator, version, digest, record, forked)
              VALUES (:id, :name, :operator, :version, :digest, :record, :forked)
            """)
        .bind("id", pool.state().id().toString())
        .bind("name", pool.state().name())
        .bind("operator", pool.state().operator().address().toString())
        .bind("version", pool.state().version())
        .bind("digest", pool.state().digest().toString())
        .bind("record", pool.toBytes())
        .bind("forked", forked)
        .execute();
  }

  private static Optional<Entry> find(Handle handle, Hash id, String lock) {
    return handle
        .createQuery("SELECT * FROM pool WHERE id = :id" + lock)
        .bind("id", id.toString())
        .map((row, c) -> entry(row))
        .findOne();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        Decoder.whole(row.getBytes("record"), SignedPool::decode), row.getBoolean("forked"));
  }

  private static PoolRefusedException unknown(Hash id) {
    return new PoolRefusedException("no pool " + id + " is known here");
  }
}
