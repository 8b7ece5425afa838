package io.pouw.node.economics;

import io.pouw.ledger.LedgerState;
import io.pouw.management.pool.Membership;
import io.pouw.management.pool.PoolDesk;
import io.pouw.management.pool.PoolHealth;
import io.pouw.management.pool.PoolStore;
import io.pouw.management.poot.Period;
import io.pouw.management.poot.ScoreStore;
import io.pouw.management.poot.Scorer;
import io.pouw.management.resource.MachineProbe;
import io.pouw.management.resource.ResourceMonitor;
import io.pouw.management.worker.Challenges;
import io.pouw.management.worker.WorkerDirectory;
import io.pouw.management.worker.WorkerStatus;
import io.pouw.management.worker.WorkerStore;
import io.pouw.node.config.ManagementSettings;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import io.pouw.storage.sql.SqlStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The management store of a node and all that works on it. Every call blocks: workers and virtual
 * threads only. Safe for many threads.
 */
public final class Economics implements AutoCloseable {
  private static final Duration CHALLENGE_LIFE = Duration.ofMinutes(2);
  private static final int SECRET_BYTES = 32;

  private final ManagementSettings settings;
  private final Hash chainId;
  private final Signer node;
  private final SqlStore sql;
  private final SecureRandom random;
  private final WorkerDirectory workers;
  private final PoolDesk pools;
  private final Scorer scorer;
  private final ResourceMonitor resources;

  private Economics(
      ManagementSettings settings, Path folder, Hash chainId, Signer node, SqlStore sql) {
    this.settings = settings;
    this.chainId = chainId;
    this.node = node;
    this.sql = sql;
    this.random = new SecureRandom();
    var workerStore = new WorkerStore(sql);
    var challenges = new Challenges(bytes(random, SECRET_BYTES), CHALLENGE_LIFE);
    this.workers = new WorkerDirectory(workerStore, challenges, settings.health(), chainId);
    this.pools = new PoolDesk(sql, chainId, node);
    this.scorer =
        new Scorer(
            new ScoreStore(sql),
            workerStore,
            settings.health(),
            settings.scoring(),
            settings.scorePeriod());
    this.resources = new ResourceMonitor(new MachineProbe(folder), settings.thresholds());
  }

  /**
   * Opens the store, which is made or brought up to date.
   *
   * @param folder the node's data folder, whose disk is watched
   * @param node signs pools and votes
   * @throws io.pouw.storage.StorageException if the database cannot be reached
   */
  public static Economics open(
      ManagementSettings settings, Path folder, Hash chainId, Signer node) {
    SqlStore sql = SqlStore.open(settings.database());
    try {
      return new Economics(settings, folder, chainId, node, sql);
    } catch (RuntimeException e) {
      sql.close();
      throw e;
    }
  }

  public ManagementSettings settings() {
    return settings;
  }

  public Hash chainId() {
    return chainId;
  }

  public SqlStore sql() {
    return sql;
  }

  public WorkerDirectory workers() {
    return workers;
  }

  public PoolDesk pools() {
    return pools;
  }

  /** How a pool is, as far as its members are registered here. */
  public PoolHealth health(PoolStore.Entry pool) {
    var statuses = new TreeMap<Address, WorkerStatus>();
    for (Membership each : pool.state().active())
      workers
          .store()
          .find(each.worker())
          .ifPresent(worker -> statuses.put(each.worker(), worker.status()));
    return PoolHealth.of(pool.state(), statuses, pool.forked());
  }

  public Scorer scorer() {
    return scorer;
  }

  public ResourceMonitor resources() {
    return resources;
  }

  /** Random bytes that nobody can guess. */
  public byte[] randomBytes(int count) {
    return bytes(random, count);
  }

  /** Scores the workers if it is time. */
  public Optional<Period> advanced(LedgerState ledger) {
    return scorer.scoreIfDue(ledger);
  }

  /**
   * Answers a peer; fails with a {@link io.pouw.primitives.CodecException} if it asked nonsense.
   */
  public byte[] answer(byte[] request, LedgerState ledger) {
    return PeerQuestion.answer(request, this, ledger, node);
  }

  private static byte[] bytes(SecureRandom random, int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  @Override
  public void close() {
    sql.close();
  }
}
