package io.pouw.node.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Parameters;
import io.pouw.management.pool.Distributor;
import io.pouw.management.pool.MemberRequest;
import io.pouw.management.pool.PoolRules;
import io.pouw.management.pool.PoolState;
import io.pouw.management.pool.PoolTerms;
import io.pouw.management.pool.Scheme;
import io.pouw.management.pool.WorkCredits;
import io.pouw.management.poot.ScoreStore;
import io.pouw.management.worker.Capabilities;
import io.pouw.management.worker.Challenges;
import io.pouw.management.worker.Heartbeat;
import io.pouw.management.worker.Load;
import io.pouw.management.worker.Registration;
import io.pouw.node.config.ManagementSettings;
import io.pouw.node.economics.Economics;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.storage.sql.SqlSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * How fast the management is with many workers, on a store on this machine's disk: registrations
 * and heartbeats with their signatures, scores of all workers, resources, a distribution. The work
 * that is scored stands on a ledger made up for it ({@link BusyLedger}); all else is as in a node.
 */
public final class ManagementBench {
  private static final int MEASURED = 1_000;
  private static final int UPDATES = 100;
  private static final int MEMBERS = 100;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final int workers;
  private final Consumer<String> say;
  private final ObjectNode report = JSON.createObjectNode();
  private final List<Signer> keys = new ArrayList<>();
  private final KeyPair validator = key("operator");
  private final Signer operator = Signer.of(validator);
  private final Genesis genesis =
      new Genesis(
          "bench",
          1_000_000,
          Parameters.DEFAULTS,
          List.of(
              new GenesisValidator(
                  "v", operator.publicKey(), 1_000 * Amounts.PAI, 100 * Amounts.PAI)),
          List.of());

  /**
   * A benchmark.
   *
   * @param workers registered before anything is measured, at least 100
   * @param say takes each figure as text
   */
  public ManagementBench(int workers, Consumer<String> say) {
    if (workers < MEMBERS)
      throw new IllegalArgumentException("--workers " + workers + ": expected at least " + MEMBERS);
    this.workers = workers;
    this.say = say;
  }

  /** Runs it on H2 in a folder. */
  public ManagementBench run(Path folder) {
    Machine machine = Machine.here();
    report
        .put("time", machine.time().toString())
        .put("processor", machine.processor())
        .put("load_average", machine.loadAverage())
        .put("workers", workers);
    var settings = ManagementSettings.on(SqlSettings.embedded(folder));
    try (Economics economics = Economics.open(settings, folder, genesis.chainId(), operator)) {
      registrations(economics);
      heartbeats(economics);
      LedgerState ledger = BusyLedger.of(genesis, validator, keys.subList(0, workers));
      scores(economics, ledger);
      distribution(ledger);
      resources(economics);
    }
    return this;
  }

  /** Writes the figures as JSON. */
  public void write(Path file) throws IOException {
    Files.write(file, JSON.writeValueAsBytes(report));
  }

  private void registrations(Economics economics) {
    say.accept("registering " + workers + " workers first");
    for (int i = 0; i < workers + MEASURED; i++) keys.add(Signer.of(key("worker " + i)));
    for (int i = 0; i < workers; i++) register(economics, keys.get(i));
    var times = new double[MEASURED];
    for (int i = 0; i < MEASURED; i++) {
      Registration wish = wish(economics, keys.get(workers + i));
      long start = System.nanoTime();
      economics.workers().register(wish, System.currentTimeMillis());
      times[i] = (System.nanoTime() - start) / 1e6;
    }
    put("registration_ms", "registration with " + workers + " workers", times);
  }

  private void register(Economics economics, Signer worker) {
    economics.workers().register(wish(economics, worker), System.currentTimeMillis());
  }

  private static Registration wish(Economics economics, Signer worker) {
    byte[] random = economics.randomBytes(Challenges.RANDOM_BYTES);
    byte[] challenge = economics.workers().challenge(random, System.currentTimeMillis());
    var has = new Capabilities(2, 1L << 33, 256, List.of(), 0, List.of("neural"));
    return Registration.sign(worker, economics.chainId(), "account", "bench", has, challenge);
  }

  private void heartbeats(Economics economics) {
    var times = new double[MEASURED];
    for (int i = 0; i < MEASURED; i++) {
      Heartbeat beat = Heartbeat.sign(keys.get(i), economics.chainId(), 1, new Load(1, 1, 1, 1, 1));
      byte[] token = economics.randomBytes(16);
      long start = System.nanoTime();
      economics.workers().beat(beat, token, System.currentTimeMillis(), start);
      times[i] = (System.nanoTime() - start) / 1e6;
    }
    put("heartbeat_ms", "heartbeat", times);
  }

  private void scores(Economics economics, LedgerState ledger) {
    var all = new double[3];
    for (int i = 0; i < all.length; i++) {
      long start = System.nanoTime();
      economics.scorer().score(ledger);
      all[i] = (System.nanoTime() - start) / 1e6;
    }
    put("poot_all_ms", "scores of all " + (workers + MEASURED) + " workers, kept", all);
    ScoreStore store = economics.scorer().store();
    var record = store.history(keys.getFirst().address(), 10).getLast().record();
    var one = new double[MEASURED];
    for (int i = 0; i < one.length; i++) {
      long start = System.nanoTime();
      if (!record.recomputed().equals(record.score()))
        throw new IllegalStateException("a score that is not that of its record");
      one[i] = (System.nanoTime() - start) / 1e6;
    }
    put("poot_one_ms", "one score from its inputs", one);
    var reviews = new double[10];
    for (int i = 0; i < reviews.length; i++) {
      long start = System.nanoTime();
      if (economics.scorer().review(List.of(record), ledger, operator).isEmpty())
        throw new IllegalStateException("no vote");
      reviews[i] = (System.nanoTime() - start) / 1e6;
    }
    put("poot_review_ms", "review of one score against the chain", reviews);
  }

  private void distribution(LedgerState ledger) {
    var terms = new PoolTerms(Scheme.PPLNS, 1_000_000, 10_000, MEMBERS, false);
    PoolState pool = PoolRules.create(genesis.chainId(), operator.publicKey(), "bench", terms, 0);
    for (Signer each : keys.subList(0, MEMBERS)) {
      var wish = MemberRequest.sign(each, MemberRequest.Kind.JOIN, pool.id(), "account", 0);
      pool = PoolRules.join(pool, wish, 0);
    }
    var times = new double[20];
    for (int i = 0; i < times.length; i++) {
      long start = System.nanoTime();
      var credits = WorkCredits.settled(ledger, 0, ledger.height());
      long paid =
          new Distributor(pool, credits)
              .divide(0, ledger.height(), "PAI", 1_000_000_007L).shares().stream()
                  .mapToLong(each -> each.amount())
                  .sum();
      times[i] = (System.nanoTime() - start) / 1e6;
      if (paid != 1_000_000_007L - 10_000_000L)
        throw new IllegalStateException("not conserved: " + paid);
    }
    put("distribution_ms", "a distribution among " + MEMBERS + " members", times);
  }

  private void resources(Economics economics) {
    var times = new double[UPDATES];
    for (int i = 0; i < UPDATES; i++) {
      long start = System.nanoTime();
      economics.resources().update(System.currentTimeMillis());
      times[i] = (System.nanoTime() - start) / 1e6;
    }
    put("resource_update_ms", "an update of the resources", times);
  }

  private void put(String name, String what, double[] times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    double median = sorted[(sorted.length - 1) / 2];
    double high = sorted[(int) ((sorted.length - 1) * 0.99)];
    double most = sorted[sorted.length - 1];
    report
        .putObject(name)
        .put("p50", median)
        .put("p99", high)
        .put("max", most)
        .put("samples", sorted.length);
    say.accept(
        String.format(
            java.util.Locale.ROOT,
            "%-50s p50 %9.3f ms, p99 %9.3f ms, max %9.3f ms",
            what,
            median,
            high,
            most));
  }

  private static KeyPair key(String name) {
    return KeyPair.fromSeed(
        Hash.sha256(("bench " + name).getBytes(StandardCharsets.UTF_8)).toBytes());
  }
}
