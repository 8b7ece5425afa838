package io.pouw.node.demo;

import io.pouw.ledger.LedgerState;
import io.pouw.management.payout.PayoutRequest;
import io.pouw.management.payout.PayoutStatus;
import io.pouw.management.payout.PayoutView;
import io.pouw.management.pool.Distribution;
import io.pouw.management.pool.MemberRequest;
import io.pouw.management.pool.PoolTerms;
import io.pouw.management.pool.Scheme;
import io.pouw.management.pool.Share;
import io.pouw.node.config.ManagementSettings;
import io.pouw.node.economics.Economics;
import io.pouw.node.payout.OfflineRail;
import io.pouw.node.payout.PayoutService;
import io.pouw.node.payout.RailSettings;
import io.pouw.node.plugin.Plugins;
import io.pouw.node.verticle.EconomicsVerticle;
import io.pouw.node.verticle.PouwNode;
import io.pouw.plugin.PayoutRail;
import io.pouw.plugin.PayoutSandbox;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Hash;
import io.pouw.storage.sql.SqlSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The pool that the demo's miners join, operated by the client's node, and the emulated TRON on
 * which the node pays its members: by their settled work, over the same store, rail and engine as
 * ever.
 */
final class DemoPool implements AutoCloseable {
  /** Fewer are no pool. */
  static final int LEAST_MEMBERS = 3;

  private static final String RAIL = "tron";
  private static final String POT = "1000";
  private static final Duration PAY_LIMIT = Duration.ofSeconds(90);
  private static final long LOOK_MS = 200;
  private static final long FEE_PPM = 10_000;

  private final PayoutRail rail;
  private final PayoutSandbox.Running network;
  private final Map<String, String> settings = new TreeMap<>();
  private final SqlSettings database;
  private final Map<String, String> accounts = new HashMap<>();
  private Hash pool = Hash.ZERO;

  /** Makes the key that pays, and starts the network on which it pays. */
  DemoPool(Plugins plugins, Path folder) throws IOException {
    this.rail = OfflineRail.find(plugins, RAIL);
    this.database = SqlSettings.embedded(folder.resolve("pool"));
    Path keys = Files.createDirectories(folder.resolve("pool"));
    Path password = Files.writeString(keys.resolve("password"), "sandbox");
    var own = new TreeMap<String, String>();
    own.put("keystore", keys.resolve("tron.p12").toString());
    own.put("password_file", password.toString());
    // Block time runs thirty times as fast as the clock here.
    own.put("lifetime_seconds", "3600");
    String payer = OfflineRail.createKey(plugins, RAIL, own);
    this.network = OfflineRail.sandbox(plugins, RAIL).start(0, payer, rail.unit().parse(POT));
    own.putAll(network.settings());
    own.put("check_seconds", "1");
    own.forEach((key, value) -> settings.put(RailSettings.PREFIX + RAIL + "." + key, value));
  }

  /** For the configuration of the node that operates the pool. */
  Map<String, String> settings() {
    return settings;
  }

  ManagementSettings management() {
    return ManagementSettings.on(database);
  }

  private static Economics economics(PouwNode operator) {
    return operator.economics().flatMap(EconomicsVerticle::economics).orElseThrow();
  }

  /** Makes the pool and takes the miners in, each with an account that has never held anything. */
  void join(PouwNode operator, List<DemoMember> miners) {
    var pools = economics(operator).pools();
    LedgerState ledger = operator.ledger();
    var terms = new PoolTerms(Scheme.PROPORTIONAL, 1, FEE_PPM, PoolTerms.MAX_MEMBERS, false);
    pool = pools.create("demo", terms, ledger).id();
    List<String> fresh = network.newAccounts(miners.size());
    for (int i = 0; i < miners.size(); i++) {
      Signer key = Signer.of(miners.get(i).node().keys());
      accounts.put(key.address().toString(), miners.get(i).name());
      pools.carryOut(
          MemberRequest.sign(key, MemberRequest.Kind.JOIN, pool, fresh.get(i), ledger.height()),
          ledger);
    }
  }

  /** Divides the pot by the settled work, pays the members, and asks the token what they have. */
  PoolReport pay(PouwNode operator) throws InterruptedException, TimeoutException {
    Distribution made =
        economics(operator)
            .pools()
            .distribute(
                pool,
                rail.unit().symbol(),
                rail.unit().parse(POT),
                false,
                operator.ledger(),
                System.currentTimeMillis());
    PayoutService payouts = operator.payouts().orElseThrow();
    List<PayoutRequest> requests = made.shares().stream().map(DemoPool::request).toList();
    payouts.desk().request(requests, "demo");
    payouts.rail(RAIL).engine().turn(true);
    awaitPaid(payouts, requests);
    return report(payouts, made);
  }

  private static PayoutRequest request(Share share) {
    return new PayoutRequest(
        share.reference(), RAIL, share.member().toString(), share.account(), share.amount());
  }

  private static void awaitPaid(PayoutService payouts, List<PayoutRequest> requests)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + PAY_LIMIT.toNanos();
    for (PayoutRequest each : requests)
      while (payouts.desk().find(each.reference()).orElseThrow().status()
          != PayoutStatus.CONFIRMED) {
        if (System.nanoTime() > deadline)
          throw new TimeoutException(
              "the pool's members were not paid in "
                  + PAY_LIMIT.toSeconds()
                  + " s: "
                  + payouts.desk().find(each.reference()).orElseThrow());
        TimeUnit.MILLISECONDS.sleep(LOOK_MS);
      }
  }

  private PoolReport report(PayoutService payouts, Distribution made) {
    var lines = new ArrayList<PoolReport.Line>();
    for (Share each : made.shares()) {
      PayoutView view = payouts.desk().find(each.reference()).orElseThrow();
      lines.add(
          new PoolReport.Line(
              accounts.getOrDefault(each.member().toString(), each.member().toString()),
              each.account(),
              units(made, each),
              each.amount(),
              network.balance(each.account()),
              view.transfer().orElse(""),
              view.fee()));
    }
    return new PoolReport(
        payouts.rail(RAIL).channel().network(),
        rail.unit(),
        rail.feeUnit(),
        made.pot(),
        made.fee(),
        lines);
  }

  private static long units(Distribution made, Share share) {
    return made.lines().stream()
        .filter(line -> line.member().equals(share.member()))
        .mapToLong(Distribution.Line::units)
        .sum();
  }

  @Override
  public void close() {
    network.close();
  }
}
