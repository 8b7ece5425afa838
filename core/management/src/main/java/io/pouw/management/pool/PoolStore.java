package io.pouw.management.pool;

import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.pouw.storage.sql.SqlStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Pools and their audit trails in SQL. Blocks; safe for many threads and processes. */
public final class PoolStore {
  private final Jdbi jdbi;

  public PoolStore(SqlStore sql) {
    jdbi = sql.jdbi();
  }

  /**
   * A pool that this node has.
   *
   * @param forked whether its operator was seen to sign versions that contradict each other
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

  /** The pools of one operator, in increasing id. */
  public List<Entry> operatedBy(Address operator) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM pool WHERE operator = ? ORDER BY id")
            .bind(0, operator.toString())
            .map((row, c) -> entry(row))
            .list());
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
  public PoolState create(PoolState pool, Signer operator, PoolEvent event) {
    return jdbi.inTransaction(handle -> {
      if (find(handle, pool.id(), " FOR UPDATE").isPresent())
        throw new PoolRefusedException("there is a pool %s already".formatted(pool.name()));
      put(handle, SignedPool.sign(pool, operator), false);
      audit(handle, pool, event);
      return pool;
    });
  }

  /**
   * Makes the next version of a pool of this node's.
   *
   * @param event for the pool's audit trail
   * @throws PoolRefusedException if there is no such pool, it is another operator's, or the rule
   *     refuses
   */
  public PoolState change(
      Hash id, Signer operator, PoolEvent event, UnaryOperator<PoolState> rule) {
    return jdbi.inTransaction(handle -> {
      Entry entry = find(handle, id, " FOR UPDATE").orElseThrow(() -> unknown(id));
      if (!entry.state().operator().equals(operator.publicKey()))
        throw new PoolRefusedException(
            "pool %s is operated by %s: ask its node"
                .formatted(entry.state().name(), entry.state().operator().address()));
      PoolState next = rule.apply(entry.state());
      put(handle, SignedPool.sign(next, operator), entry.forked());
      audit(handle, next, event);
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

  /** Whether an honest operator cannot have signed both. */
  private static boolean fork(SignedPool a, SignedPool b) {
    return switch (Long.signum(Long.compare(a.state().version(), b.state().version()))) {
      case -1 -> !PoolRules.mayFollow(a.state(), b.state());
      case 0 -> !a.state().digest().equals(b.state().digest());
      default -> !PoolRules.mayFollow(b.state(), a.state());
    };
  }

  /** What was done with a pool, newest first. */
  public List<PoolEvent> audit(Hash pool, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT * FROM pool_audit WHERE pool_id = :pool ORDER BY number DESC LIMIT :limit")
            .bind("pool", pool.toString())
            .bind("limit", limit)
            .map((row, c) ->
                new PoolEvent(
                    PoolEvent.Kind.valueOf(row.getString("event")),
                    row.getString("actor"),
                    row.getString("detail"),
                    row.getLong("version"),
                    row.getLong("height"),
                    row.getLong("at_ms")))
            .list());
  }

  static void audit(Handle handle, PoolState pool, PoolEvent event) {
    handle.execute(
        "INSERT INTO pool_audit (pool_id, version, event, actor, detail, height, at_ms)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        pool.id().toString(),
        pool.version(),
        event.kind().name(),
        event.actor(),
        event.detail(),
        event.height(),
        event.atMs());
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

  static Optional<Entry> find(Handle handle, Hash id, String lock) {
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

  static PoolRefusedException unknown(Hash id) {
    return new PoolRefusedException("no pool " + id + " is known here");
  }
}
