package io.pouw.payout.tron;

import java.util.Optional;

/** Asks a token's contract over a node's HTTP API, as any wallet does. */
public final class TokenBalance {
  private TokenBalance() {}

  /**
   * What an account has.
   *
   * @param url of the node
   * @throws io.pouw.plugin.PayoutException if the node does not answer
   */
  public static long read(String url, TronAddress token, TronAddress account) {
    try (var node = new TronNode(url, Optional.empty())) {
      return Trc20.amount(
          node.constantCall(account, token, Trc20.BALANCE_OF, Trc20.balanceOf(account))
              .path("constant_result")
              .path(0)
              .asText());
    }
  }
}
