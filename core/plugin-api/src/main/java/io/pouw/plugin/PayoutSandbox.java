package io.pouw.plugin;

import java.util.List;
import java.util.Map;
import org.pf4j.ExtensionPoint;

/**
 * A network of a rail's own kind on this machine, with the checks of the real one and money without
 * worth, for demos and rehearsals.
 */
public interface PayoutSandbox extends ExtensionPoint {
  /** Of the rail whose network it stands in for. */
  String rail();

  /**
   * Starts it on the loopback interface. The payer is funded.
   *
   * @param port 0 for any free one
   * @param payer account of the rail that is given {@code amount} and enough for the fees
   * @throws PayoutException if it cannot be started
   */
  Running start(int port, String payer, long amount);

  /** A network that runs until it is closed. */
  interface Running extends AutoCloseable {
    /** The settings with which the rail finds it. */
    Map<String, String> settings();

    /** Makes so many accounts that nothing is known of. */
    List<String> newAccounts(int count);

    /** What an account owns, asked of the network as everybody would. */
    long balance(String account);

    @Override
    void close();
  }
}
