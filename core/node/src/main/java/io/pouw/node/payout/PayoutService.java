package io.pouw.node.payout;

import io.pouw.management.payout.PayoutEngine;
import io.pouw.management.payout.Payouts;
import io.pouw.node.config.ConfigurationException;
import io.pouw.plugin.ChainAccess;
import io.pouw.plugin.PayoutChannel;
import io.pouw.plugin.PayoutContext;
import io.pouw.plugin.PayoutException;
import io.pouw.plugin.PayoutRail;
import io.pouw.plugin.Signer;
import io.pouw.storage.sql.SqlStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The desk of payouts and an engine for each rail that the configuration names. Every call blocks;
 * safe for many threads.
 */
public final class PayoutService implements AutoCloseable {
  private final SortedMap<String, Open> rails = new TreeMap<>();
  private final Payouts desk;

  /** A rail that is open. */
  public record Open(PayoutRail rail, PayoutChannel channel, PayoutEngine engine, Duration check) {}

  private PayoutService(SqlStore sql, InstantSource clock) {
    this.desk = new Payouts(sql, this::rejectAccount, clock);
  }

  /**
   * Opens every rail that the settings name.
   *
   * @param find the rail of a name, from the plugins
   * @throws ConfigurationException if a rail is not there, or its settings or keystore do not do
   */
  public static PayoutService open(
      SqlStore sql,
      Function<String, Optional<PayoutRail>> find,
      Map<String, String> settings,
      Signer signer,
      Optional<ChainAccess> chain,
      InstantSource clock) {
    var service = new PayoutService(sql, clock);
    var problems = new ArrayList<String>();
    for (String name : RailSettings.rails(settings)) {
      Optional<PayoutRail> rail = find.apply(name);
      if (rail.isEmpty()) problems.add("payout." + name + ": no plugin brings this rail");
      try {
        rail.ifPresent(each -> service.add(each, sql, settings, signer, chain, clock));
      } catch (PayoutException e) {
        problems.add("payout." + name + ": " + e.getMessage());
      } catch (ConfigurationException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    if (problems.isEmpty()) return service;
    service.close();
    throw new ConfigurationException(problems);
  }

  private void add(
      PayoutRail rail,
      SqlStore sql,
      Map<String, String> settings,
      Signer signer,
      Optional<ChainAccess> chain,
      InstantSource clock) {
    RailSettings read = RailSettings.of(rail, settings);
    PayoutChannel channel = rail.open(new PayoutContext(read.own(), signer, chain));
    var engine = new PayoutEngine(rail.name(), sql, channel, read.rules(), clock);
    rails.put(rail.name(), new Open(rail, channel, engine, read.check()));
  }

  private String rejectAccount(String rail, String account) {
    Open open = rails.get(rail);
    return open == null ? noRail(rail) : open.rail().rejectAccount(account);
  }

  private String noRail(String rail) {
    return "this node pays on no rail '"
        + rail
        + "'"
        + (rails.isEmpty()
            ? ": none is configured (payout.RAIL.*)"
            : ", expected one of " + String.join(", ", rails.keySet()));
  }

  public Payouts desk() {
    return desk;
  }

  public List<Open> rails() {
    return List.copyOf(rails.values());
  }

  /**
   * A rail that is open.
   *
   * @throws IllegalArgumentException if it is not
   */
  public Open rail(String name) {
    Open open = rails.get(name);
    if (open == null) throw new IllegalArgumentException(noRail(name));
    return open;
  }

  @Override
  public void close() {
    rails.values().forEach(each -> each.channel().close());
  }
}
