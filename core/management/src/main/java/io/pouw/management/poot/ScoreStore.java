package io.pouw.management.poot;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.pouw.storage.sql.SqlStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Periods, scores and votes in SQL. Blocks; safe for many threads and processes. */
public final class ScoreStore {
  private static final int BATCH = 500;

  private final Jdbi jdbi;

  public ScoreStore(SqlStore sql) {
    jdbi = sql.jdbi();
  }

  /** A score that is kept, and what the others made of it. */
  public record Entry(ScoreRecord record, Verdict verdict) {
    public Address worker() {
      return record.evidence().worker();
    }
  }

  public Optional<Period> lastPeriod() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM poot_period ORDER BY number DESC LIMIT 1")
            .map((row, c) ->
                new Period(
                    row.getLong("number"),
                    row.getLong("after_height"),
                    row.getLong("to_height"),
                    row.getLong("from_ms"),
                    row.getLong("to_ms")))
            .findOne());
  }

  /** Keeps a period whole, and forgets scores that ended before a time. */
  public void record(Period period, List<ScoreRecord> scores, long forgetBeforeMs) {
    jdbi.useTransaction(handle -> {
      handle.execute(
          "INSERT INTO poot_period (number, after_height, to_height, from_ms, to_ms)"
              + " VALUES (?, ?, ?, ?, ?)",
          period.number(),
          period.afterHeight(),
          period.toHeight(),
          period.fromMs(),
          period.toMs());
      for (int from = 0; from < scores.size(); from += BATCH)
        insert(handle, scores.subList(from, Math.min(scores.size(), from + BATCH)));
      forget(handle, forgetBeforeMs);
    });
  }

  private static void insert(Handle handle, List<ScoreRecord> scores) {
    var batch =
        handle.prepareBatch(
            "INSERT INTO poot_score (worker_id, period, to_ms, value_ppm, confidence, verdict,"
                + " digest, record) VALUES (?, ?, ?, ?, ?, 'OPEN', ?, ?)");
    for (ScoreRecord each : scores)
      batch.add(
          each.evidence().worker().toString(),
          each.period().number(),
          each.period().toMs(),
          each.score().value(),
          each.score().confidence(),
          each.digest().toString(),
          each.toBytes());
    batch.execute();
  }

  private static void forget(Handle handle, long beforeMs) {
    handle.execute(
        "DELETE FROM poot_review WHERE digest IN (SELECT digest FROM poot_score WHERE to_ms < ?)",
        beforeMs);
    handle.execute("DELETE FROM poot_score WHERE to_ms < ?", beforeMs);
  }

  /**
   * What is kept of every worker's earlier scores, but for rejected ones.
   *
   * @param beforeMs of those that ended before this time, which is also the end of the day
   */
  public Map<Address, Past> pasts(long beforeMs) {
    var pasts = new TreeMap<Address, Past>();
    jdbi.useHandle(handle ->
        handle
            .createQuery(
                """
                SELECT s.worker_id, a.scores, s.value_ppm, s.period, a.day_scores, a.day_sum
                FROM poot_score s JOIN (
                  SELECT worker_id, count(*) AS scores, max(period) AS last_period,
                    sum(CASE WHEN to_ms >= :day THEN 1 ELSE 0 END) AS day_scores,
                    sum(CASE WHEN to_ms >= :day THEN CAST(value_ppm AS BIGINT) ELSE 0 END)
                      AS day_sum
                  FROM poot_score WHERE verdict <> 'REJECTED' AND to_ms < :before
                  GROUP BY worker_id) a
                ON a.worker_id = s.worker_id AND a.last_period = s.period
                """)
            .bind("before", beforeMs)
            .bind("day", beforeMs - Past.DAY_MS)
            .map((row, c) -> pasts.put(Address.parse(row.getString(1)), past(row)))
            .forEach(each -> {}));
    return pasts;
  }

  private static Past past(ResultSet row) throws SQLException {
    long dayScores = row.getLong(5);
    int mean = dayScores == 0 ? 0 : (int) (row.getLong(6) / dayScores);
    return new Past(row.getLong(2), row.getInt(3), row.getLong(4), dayScores, mean);
  }

  /** The scores of a period, best first. */
  public List<Entry> scores(long period, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT * FROM poot_score WHERE period = :period"
                    + " ORDER BY value_ppm DESC, worker_id LIMIT :limit")
            .bind("period", period)
            .bind("limit", limit)
            .map((row, c) -> entry(row))
            .list());
  }

  /** How the scores of a period lie; empty if there are none. */
  public Optional<ScoreSpread> spread(long period) {
    return jdbi.withHandle(handle -> {
      var verdicts = new EnumMap<Verdict, Long>(Verdict.class);
      List<Integer> values =
          handle
              .createQuery(
                  "SELECT value_ppm, verdict FROM poot_score WHERE period = ? ORDER BY value_ppm")
              .bind(0, period)
              .map((row, c) -> {
                verdicts.merge(Verdict.valueOf(row.getString(2)), 1L, Long::sum);
                return row.getInt(1);
              })
              .list();
      return ScoreSpread.of(values, verdicts);
    });
  }

  /** The scores of a worker, newest first. */
  public List<Entry> history(Address worker, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT * FROM poot_score WHERE worker_id = :worker"
                    + " ORDER BY period DESC LIMIT :limit")
            .bind("worker", worker.toString())
            .bind("limit", limit)
            .map((row, c) -> entry(row))
            .list());
  }

  public Optional<Entry> find(Hash digest) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM poot_score WHERE digest = ?")
            .bind(0, digest.toString())
            .map((row, c) -> entry(row))
            .findOne());
  }

  /** The votes on a score, in increasing reviewer. */
  public List<ScoreVote> votes(Hash digest) {
    return jdbi.withHandle(handle -> votes(handle, digest));
  }

  /**
   * Keeps votes, the first of each reviewer, and what follows from all of them.
   *
   * @param votes checked by the caller: signed, and by somebody who may
   */
  public Verdict take(Hash digest, List<ScoreVote> votes) {
    return jdbi.inTransaction(handle -> {
      for (ScoreVote each : votes)
        if (each.score().equals(digest) && !voted(handle, each))
          handle.execute(
              "INSERT INTO poot_review (digest, reviewer, accepted, vote) VALUES (?, ?, ?, ?)",
              digest.toString(),
              each.reviewer().address().toString(),
              each.accepts(),
              each.toBytes());
      Verdict verdict = Verdict.of(votes(handle, digest));
      handle.execute(
          "UPDATE poot_score SET verdict = ? WHERE digest = ?", verdict.name(), digest.toString());
      return verdict;
    });
  }

  private static boolean voted(Handle handle, ScoreVote vote) {
    return handle
            .createQuery("SELECT count(*) FROM poot_review WHERE digest = ? AND reviewer = ?")
            .bind(0, vote.score().toString())
            .bind(1, vote.reviewer().address().toString())
            .mapTo(Long.class)
            .one()
        > 0;
  }

  private static List<ScoreVote> votes(Handle handle, Hash digest) {
    return handle
        .createQuery("SELECT vote FROM poot_review WHERE digest = ? ORDER BY reviewer")
        .bind(0, digest.toString())
        .map((row, c) -> Decoder.whole(row.getBytes("vote"), ScoreVote::decode))
        .list();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        Decoder.whole(row.getBytes("record"), ScoreRecord::decode),
        Verdict.valueOf(row.getString("verdict")));
  }
}
