package io.pouw.node.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.management.payout.PayoutEngine;
import io.pouw.management.payout.PayoutFilter;
import io.pouw.management.payout.PayoutRequest;
import io.pouw.management.payout.PayoutRules;
import io.pouw.management.payout.PayoutStatus;
import io.pouw.management.payout.Payouts;
import io.pouw.node.payout.OfflineRail;
import io.pouw.node.plugin.Plugins;
import io.pouw.plugin.PayoutChannel;
import io.pouw.plugin.PayoutRail;
import io.pouw.plugin.PayoutSandbox;
import io.pouw.storage.sql.SqlSettings;
import io.pouw.storage.sql.SqlStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * How long a batch of payouts takes: rules, store, signatures and the trail of all of it, on a
 * store on this machine's disk, against the sandbox of a rail. The time that the rail waits for its
 * network is counted apart; signing counts as ours.
 */
public final class PayoutBench {
  private static final String RAIL = "tron";
  private static final int REHEARSAL = 200;
  private static final long AMOUNT = 1_000_000;
  private static final int MOST_TURNS = 600;
  private static final long LOOK_MS = 500;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final int payments;
  private final Plugins plugins;
  private final Consumer<String> say;
  private final ObjectNode report = JSON.createObjectNode();

  /**
   * A benchmark.
   *
   * @param payments in the batch, each to an account of its own
   * @param say takes each figure as text
   */
  public PayoutBench(int payments, Plugins plugins, Consumer<String> say) {
    if (payments < 1 || payments > 10_000)
      throw new IllegalArgumentException("--payments " + payments + ": expected 1 to 10000");
    this.payments = payments;
    this.plugins = plugins;
    this.say = say;
  }

  /** Runs it in a folder. */
  public PayoutBench run(Path folder) throws IOException, InterruptedException {
    Machine machine = Machine.here();
    report
        .put("time", machine.time().toString())
        .put("processor", machine.processor())
        .put("load_average", machine.loadAverage())
        .put("rail", RAIL)
        .put("payments", payments);
    PayoutRail rail = OfflineRail.find(plugins, RAIL);
    var settings = new TreeMap<String, String>();
    settings.put("keystore", folder.resolve("tron.p12").toString());
    settings.put(
        "password_file", Files.writeString(folder.resolve("password"), "bench").toString());
    settings.put("lifetime_seconds", "80000");
    String payer = OfflineRail.createKey(plugins, RAIL, settings);
    try (PayoutSandbox.Running network =
            OfflineRail.sandbox(plugins, RAIL).start(0, payer, AMOUNT * (payments + REHEARSAL));
        SqlStore sql = SqlStore.open(SqlSettings.embedded(folder))) {
      settings.putAll(network.settings());
      try (PayoutChannel channel = rail.open(OfflineRail.context(settings))) {
        var timed = new TimedChannel(channel);
        measure("rehearsal", REHEARSAL, network, sql, timed);
        report(measure("batch", payments, network, sql, timed));
      }
    }
    return this;
  }

  private record Figures(double request, double batch, double settle, double network, int turns) {}

  private Figures measure(
      String name, int count, PayoutSandbox.Running network, SqlStore sql, TimedChannel channel)
      throws InterruptedException {
    var payouts = new Payouts(sql, (rail, account) -> "", InstantSource.system());
    var engine = new PayoutEngine(RAIL, sql, channel, rules(), InstantSource.system());
    List<String> accounts = network.newAccounts(count);
    List<PayoutRequest> requests =
        IntStream.range(0, count)
            .mapToObj(i -> new PayoutRequest(name + i, RAIL, name + i, accounts.get(i), AMOUNT))
            .toList();
    double request = seconds(() -> payouts.request(requests, "bench"));
    channel.reset();
    double batch = seconds(() -> require(engine.turn(true))) - channel.seconds();
    double waited = channel.seconds();
    double settle = 0;
    int turns = 1;
    for (; turns < MOST_TURNS && confirmed(payouts, name, count) < count; turns++) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
      channel.reset();
      settle += seconds(() -> require(engine.turn(false))) - channel.seconds();
      waited += channel.seconds();
    }
    for (String each : accounts)
      if (network.balance(each) != AMOUNT)
        throw new IllegalStateException(each + " has " + network.balance(each));
    return new Figures(request, batch, settle, waited, turns);
  }

  private static PayoutRules rules() {
    PayoutRules usual = PayoutRules.DEFAULT;
    return new PayoutRules(
        1,
        usual.approvalAbove(),
        usual.dailyLimit(),
        10_000,
        Duration.ofDays(1),
        usual.maxFee(),
        usual.maxAttempts(),
        usual.firstDelay(),
        usual.longestDelay());
  }

  private static void require(PayoutEngine.Turn turn) {
    if (!turn.problems().isEmpty()) throw new IllegalStateException(turn.problems().toString());
  }

  private static long confirmed(Payouts payouts, String name, int count) {
    var filter =
        new PayoutFilter(
            Optional.of(RAIL),
            Optional.of(PayoutStatus.CONFIRMED),
            Optional.empty(),
            0,
            PayoutFilter.MAX_LIMIT);
    return payouts.list(filter).stream()
        .filter(each -> each.request().reference().startsWith(name))
        .limit(count)
        .count();
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private void report(Figures figures) {
    double total = figures.request() + figures.batch() + figures.settle();
    report
        .put("request_s", figures.request())
        .put("batch_s", figures.batch())
        .put("settle_s", figures.settle())
        .put("total_s", total)
        .put("network_s", figures.network())
        .put("turns", figures.turns());
    say.accept(
        String.format(
            java.util.Locale.ROOT,
            "batch of %d: %.2f s without network time (requests %.2f, plan, signatures and sending %.2f,"
                + " confirmation %.2f in %d turns); network %.2f s",
            payments,
            total,
            figures.request(),
            figures.batch(),
            figures.settle(),
            figures.turns(),
            figures.network()));
  }

  /** Writes the figures as JSON. */
  public void write(Path file) throws IOException {
    Files.write(file, JSON.writeValueAsBytes(report));
  }
}
