package io.pouw.node.payout;

import io.pouw.node.plugin.Plugins;
import io.pouw.plugin.PayoutContext;
import io.pouw.plugin.PayoutRail;
import io.pouw.plugin.PayoutSandbox;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Domain;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be done with a rail where no node runs. */
public final class OfflineRail {
  /** Rails that pay with the node's key cannot be used here, and say so. */
  private static final Signer NO_NODE =
      new Signer() {
        @Override
        public PublicKey publicKey() {
          throw new IllegalArgumentException("this rail pays with a node's own key");
        }

        @Override
        public Signature sign(Domain domain, byte[] message) {
          throw new IllegalStateException("there is no node");
        }
      };

  private OfflineRail() {}

  /** Makes the key of a rail; its account. */
  public static String createKey(Plugins plugins, String rail, Map<String, String> settings) {
    return find(plugins, rail).createKey(context(settings));
  }

  public static PayoutContext context(Map<String, String> settings) {
    return new PayoutContext(settings, NO_NODE, Optional.empty());
  }

  /**
   * A rail of the plugins.
   *
   * @throws IllegalArgumentException naming those that there are
   */
  public static PayoutRail find(Plugins plugins, String rail) {
    List<String> names = plugins.rails().stream().map(PayoutRail::name).toList();
    return plugins
        .rail(rail)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no plugin brings the rail '" + rail + "'; there are " + names));
  }

  /**
   * A sandbox of the plugins.
   *
   * @throws IllegalArgumentException if there is none for the rail
   */
  public static PayoutSandbox sandbox(Plugins plugins, String rail) {
    return plugins
        .sandbox(rail)
        .orElseThrow(
            () -> new IllegalArgumentException("there is no sandbox of the rail '" + rail + "'"));
  }
}
