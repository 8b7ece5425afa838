package io.pouw.payout.tron;

import io.pouw.plugin.PayoutContext;
import io.pouw.plugin.PayoutException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The networks that a configuration can name.
 *
 * @param url of a full node's HTTP API
 * @param genesis id of block 0, by which a wrong network is noticed; absent where any is right
 * @param token the USDT contract; absent where there is no customary one
 */
record TronNetwork(String name, String url, Optional<String> genesis, Optional<String> token) {
  private static final TronNetwork MAINNET =
      new TronNetwork(
          "mainnet",
          "https://api.trongrid.io",
          Optional.of("00000000000000001ebf88508a03865c71d452e25f4d51194196a1d22b6653dc"),
          Optional.of("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"));
  private static final TronNetwork NILE =
      new TronNetwork(
          "nile",
          "https://nile.trongrid.io",
          Optional.of("0000000000000000d698d4192c56cb6be724a558448e2684802de4d6cd8690dc"),
          Optional.of("TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf"));
  private static final TronNetwork SHASTA =
      new TronNetwork(
          "shasta",
          "https://api.shasta.trongrid.io",
          Optional.of("0000000000000000de1aa88295e1fcf982742f773e0419c5a9c134c994a9059e"),
          Optional.empty());
  private static final TronNetwork PRIVATE =
      new TronNetwork("private", "http://127.0.0.1:8090", Optional.empty(), Optional.empty());

  /**
   * The one that the setting {@code network} names; {@code nile} if none does.
   *
   * @throws PayoutException if it names no network, or the URL is none
   */
  static TronNetwork of(PayoutContext context) {
    String name = context.setting("network", NILE.name).toLowerCase(Locale.ROOT);
    TronNetwork network =
        switch (name) {
          case "mainnet" -> MAINNET;
          case "nile" -> NILE;
          case "shasta" -> SHASTA;
          case "private" -> PRIVATE;
          default ->
              throw new PayoutException(
                  "network '" + name + "' is none of mainnet, nile, shasta, private");
        };
    String url = context.setting("url", network.url);
    requireUrl(url);
    return new TronNetwork(name, url, network.genesis, network.token);
  }

  private static void requireUrl(String url) {
    try {
      URI uri = URI.create(url);
      boolean known = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (known && uri.getHost() != null && uri.getQuery() == null) return;
    } catch (IllegalArgumentException e) {
      throw new PayoutException("url '" + url + "' is no URL of a node", e);
    }
    throw new PayoutException("url '" + url + "' is no URL of a node, such as https://host:8090");
  }
}
