package io.pouw.node.cli;

import io.pouw.node.payout.OfflineRail;
import io.pouw.node.plugin.Plugins;
import io.pouw.plugin.PayoutSandbox;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pouw payout sandbox}: a network of a rail's kind on this machine, to rehearse on. */
@Command(
    name = "sandbox",
    description = {
      "Runs a network of a rail's kind on this machine, with money that is worth nothing, until it is",
      "interrupted. Prints the settings with which a node finds it."
    },
    mixinStandardHelpOptions = true)
final class PayoutSandboxCommand implements Callable<Integer> {
  @Option(names = "--rail", description = "default tron")
  private String rail = "tron";

  @Option(names = "--port", description = "on the loopback interface (default 8090)")
  private int port = 8090;

  @Option(names = "--payer", required = true, description = "the account that is funded")
  private String payer = "";

  @Option(names = "--amount", description = "that it gets (default 1000000)")
  private String amount = "1000000";

  @Override
  public Integer call() throws Exception {
    try (Plugins plugins = Home.loadPlugins(Home.plugins());
        PayoutSandbox.Running running =
            OfflineRail.sandbox(plugins, rail)
                .start(port, payer, OfflineRail.find(plugins, rail).unit().parse(amount))) {
      new TreeMap<>(running.settings())
          .forEach((key, value) -> System.out.println("payout." + rail + "." + key + "=" + value));
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
