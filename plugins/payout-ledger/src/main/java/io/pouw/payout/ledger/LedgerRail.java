package io.pouw.payout.ledger;

import io.pouw.plugin.PayoutChannel;
import io.pouw.plugin.PayoutContext;
import io.pouw.plugin.PayoutException;
import io.pouw.plugin.PayoutRail;
import io.pouw.primitives.Address;
import org.pf4j.Extension;

/** PAI on the node's own chain, paid by the node's key. Has no settings. */
@Extension
public final class LedgerRail implements PayoutRail {
  private static final Unit PAI = new Unit("PAI", 8);

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public Unit unit() {
    return PAI;
  }

  @Override
  public Unit feeUnit() {
    return PAI;
  }

  @Override
  public String rejectAccount(String account) {
    try {
      Address.parse(account);
      return "";
    } catch (IllegalArgumentException e) {
      return "'" + account + "' is no address of this chain: " + e.getMessage();
    }
  }

  @Override
  public String createKey(PayoutContext context) {
    throw new PayoutException(
        "this rail pays with the node's own key, " + context.signer().address());
  }

  @Override
  public PayoutChannel open(PayoutContext context) {
    return new LedgerChannel(
        context.signer(),
        context
            .chain()
            .orElseThrow(() -> new PayoutException("this rail pays at a running node only")));
  }
}
