package io.pouw.management.worker;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.PublicKey;
import io.pouw.storage.sql.SqlStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Workers in SQL. Blocks; safe for many threads and processes. */
public final class WorkerStore {
  private final Jdbi jdbi;

  public WorkerStore(SqlStore sql) {
    jdbi = sql.jdbi();
  }

  public Optional<RegisteredWorker> find(Address worker) {
    return jdbi.withHandle(handle -> find(handle, worker, ""));
  }

  /**
   * Workers in increasing address.
   *
   * @param after those behind this one, or empty for the first
   */
  public List<RegisteredWorker> list(Optional<WorkerStatus> status, String after, int limit) {
    String where = status.isPresent() ? "AND status = :status " : "";
    return jdbi.withHandle(handle -> {
      var query =
          handle.createQuery(
              "SELECT * FROM worker WHERE id > :after " + where + "ORDER BY id LIMIT :limit");
      status.ifPresent(each -> query.bind("status", each.name()));
      return query.bind("after", after).bind("limit", limit).map((row, c) -> worker(row)).list();
    });
  }

  public long count() {
    return jdbi.withHandle(
        handle -> handle.createQuery("SELECT count(*) FROM worker").mapTo(Long.class).one());
  }

  /** How many there are by status; all statuses. */
  public Map<WorkerStatus, Long> countByStatus() {
    var counts = new EnumMap<WorkerStatus, Long>(WorkerStatus.class);
    for (WorkerStatus each : WorkerStatus.values()) counts.put(each, 0L);
    jdbi.useHandle(handle ->
        handle
            .createQuery("SELECT status, count(*) FROM worker GROUP BY status")
            .map((row, c) -> counts.put(WorkerStatus.valueOf(row.getString(1)), row.getLong(2)))
            .forEach(each -> {}));
    return counts;
  }

  /** Keeps a registration; one that was there keeps its age and its count of heartbeats. */
  RegisteredWorker register(Registration wish, long nowMs) {
    return jdbi.inTransaction(handle -> {
      handle
          .createUpdate(
              """
              MERGE INTO worker USING (VALUES (1)) AS one(x) ON worker.id = :id
              WHEN MATCHED THEN UPDATE SET account = :account, name = :name,
                capabilities = :capabilities, status = 'ACTIVE', heartbeat_at_ms = :now,
                status_at_ms = CASE WHEN status = 'ACTIVE' THEN status_at_ms ELSE :now END
              WHEN NOT MATCHED THEN INSERT (id, public_key, account, name, capabilities, status,
                registered_at_ms, heartbeat_at_ms, heartbeat_number, status_at_ms)
                VALUES (:id, :key, :account, :name, :capabilities, 'ACTIVE', :now, :now, 0, :now)
              """)
          .bind("id", wish.address().toString())
          .bind("key", wish.worker().toBytes())
          .bind("account", wish.account())
          .bind("name", wish.name())
          .bind("capabilities", wish.capabilities().toBytes())
          .bind("now", nowMs)
          .execute();
      return find(handle, wish.address(), "").orElseThrow();
    });
  }

  /**
   * Keeps a heartbeat.
   *
   * @return the status that it ended, or empty if its number is not greater than the last one's
   */
  Optional<WorkerStatus> beat(Heartbeat beat, long nowMs) {
    return jdbi.inTransaction(handle -> {
      var worker = find(handle, beat.worker(), " FOR UPDATE");
      if (worker.isEmpty() || worker.get().heartbeats() >= beat.number()) return Optional.empty();
      boolean back = worker.get().status() != WorkerStatus.ACTIVE;
      handle.execute(
          "UPDATE worker SET status = 'ACTIVE', heartbeat_at_ms = ?, heartbeat_number = ?,"
              + " status_at_ms = ? WHERE id = ?",
          nowMs,
          beat.number(),
          back ? nowMs : worker.get().statusAtMs(),
          beat.worker().toString());
      handle.execute(
          "INSERT INTO worker_metrics (worker_id, number, at_ms, cpu_ppm, memory_ppm, disk_ppm,"
              + " network_bytes, active_units, latency_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)",
          beat.worker().toString(),
          beat.number(),
          nowMs,
          beat.load().cpuPpm(),
          beat.load().memoryPpm(),
          beat.load().diskPpm(),
          beat.load().networkBytes(),
          beat.load().activeUnits());
      return Optional.of(worker.get().status());
    });
  }

  /** Adds the measured latency to a heartbeat. */
  void latency(Address worker, long number, long micros) {
    jdbi.useHandle(handle ->
        handle.execute(
            "UPDATE worker_metrics SET latency_us = ? WHERE worker_id = ? AND number = ?",
            Math.max(1, micros),
            worker.toString(),
            number));
  }

  /** What a worker sent, newest first. */
  public List<LoadSample> metrics(Address worker, long sinceMs, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT * FROM worker_metrics WHERE worker_id = :id AND at_ms >= :since"
                    + " ORDER BY number DESC LIMIT :limit")
            .bind("id", worker.toString())
            .bind("since", sinceMs)
            .bind("limit", limit)
            .map((row, c) -> sample(row))
            .list());
  }

  /** Who was heard how often in a stretch of time, from its start up to its end. */
  public SortedMap<Address, Presence> presence(long fromMs, long toMs, long intervalMs) {
    var times = new TreeMap<Address, List<long[]>>();
    jdbi.useHandle(handle ->
        handle
            .createQuery(
                "SELECT worker_id, at_ms, latency_us FROM worker_metrics"
                    + " WHERE at_ms >= :from AND at_ms < :to ORDER BY worker_id, at_ms")
            .bind("from", fromMs)
            .bind("to", toMs)
            .map((row, c) ->
                times
                    .computeIfAbsent(Address.parse(row.getString(1)), each -> new ArrayList<>())
                    .add(new long[] {row.getLong(2), row.getLong(3)}))
            .forEach(each -> {}));
    var presence = new TreeMap<Address, Presence>();
    times.forEach((worker, beats) -> presence.put(worker, presence(beats, fromMs, intervalMs)));
    return presence;
  }

  private static Presence presence(List<long[]> beats, long fromMs, long intervalMs) {
    long heard =
        beats.stream().mapToLong(each -> (each[0] - fromMs) / intervalMs).distinct().count();
    long[] latencies =
        beats.stream().mapToLong(each -> each[1]).filter(each -> each > 0).sorted().toArray();
    return new Presence(heard, latencies.length == 0 ? 0 : latencies[(latencies.length - 1) / 2]);
  }

  /** Gives workers that were not heard the status that the rules say, and drops old metrics. */
  List<StatusChange> sweep(HealthRules rules, long nowMs) {
    return jdbi.inTransaction(handle -> {
      var silent =
          handle
              .createQuery(
                  "SELECT * FROM worker WHERE status <> 'OFFLINE' AND heartbeat_at_ms <= :limit"
                      + " ORDER BY id FOR UPDATE")
              .bind("limit", rules.heardBefore(rules.suspectAfter(), nowMs))
              .map((row, c) -> worker(row))
              .list();
      var changes = new ArrayList<StatusChange>();
      for (RegisteredWorker each : silent) {
        WorkerStatus now = rules.status(each.heardAtMs(), nowMs);
        if (now == each.status()) continue;
        handle.execute(
            "UPDATE worker SET status = ?, status_at_ms = ? WHERE id = ?",
            now.name(),
            nowMs,
            each.address().toString());
        changes.add(new StatusChange(each.address(), each.status(), now, nowMs));
      }
      handle.execute(
          "DELETE FROM worker_metrics WHERE at_ms < ?", nowMs - rules.retention().toMillis());
      return changes;
    });
  }

  private static Optional<RegisteredWorker> find(Handle handle, Address worker, String lock) {
    return handle
        .createQuery("SELECT * FROM worker WHERE id = :id" + lock)
        .bind("id", worker.toString())
        .map((row, c) -> worker(row))
        .findOne();
  }

  private static RegisteredWorker worker(ResultSet row) throws SQLException {
    return new RegisteredWorker(
        PublicKey.of(row.getBytes("public_key")),
        row.getString("account"),
        row.getString("name"),
        Decoder.whole(row.getBytes("capabilities"), Capabilities::decode),
        WorkerStatus.valueOf(row.getString("status")),
        row.getLong("registered_at_ms"),
        row.getLong("heartbeat_at_ms"),
        row.getLong("heartbeat_number"),
        row.getLong("status_at_ms"));
  }

  private static LoadSample sample(ResultSet row) throws SQLException {
    var load =
        new Load(
            row.getInt("cpu_ppm"),
            row.getInt("memory_ppm"),
            row.getInt("disk_ppm"),
            row.getLong("network_bytes"),
            row.getInt("active_units"));
    return new LoadSample(
        row.getLong("number"), row.getLong("at_ms"), load, row.getLong("latency_us"));
  }
}
