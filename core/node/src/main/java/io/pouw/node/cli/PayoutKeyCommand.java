package io.pouw.node.cli;

import io.pouw.node.payout.OfflineRail;
import io.pouw.node.plugin.Plugins;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pouw payout key}: makes the key that pays. */
@Command(
    name = "key",
    description = {
      "Makes the key that pays on a rail, in a new encrypted keystore, and says its account,",
      "which has to be funded. Needs no network."
    },
    mixinStandardHelpOptions = true)
final class PayoutKeyCommand implements Callable<Integer> {
  @Option(names = "--rail", description = "default tron")
  private String rail = "tron";

  @Option(names = "--keystore", required = true, paramLabel = "FILE", description = "to be made")
  private Path keystore = Path.of("payout.p12");

  @Option(
      names = "--password-file",
      required = true,
      paramLabel = "FILE",
      description = "with the keystore's password")
  private Path passwordFile = Path.of("password");

  @Override
  public Integer call() {
    var settings =
        Map.of("keystore", keystore.toString(), "password_file", passwordFile.toString());
    try (Plugins plugins = Home.loadPlugins(Home.plugins())) {
      System.out.println("account " + OfflineRail.createKey(plugins, rail, settings));
    }
    return 0;
  }
}
