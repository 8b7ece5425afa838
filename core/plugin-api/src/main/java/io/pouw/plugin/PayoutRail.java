package io.pouw.plugin;

import org.pf4j.ExtensionPoint;

/**
 * A way to pay people, such as a token on another chain. Has no state: {@link #open} gives a
 * channel, which has.
 */
public interface PayoutRail extends ExtensionPoint {
  /** Such as {@code ledger} or {@code tron}. */
  String name();

  /** What is paid out. */
  Unit unit();

  /** What the network takes for a transfer. */
  Unit feeUnit();

  /** Why this text is no account of this rail; empty text if it is one. Offline. */
  String rejectAccount(String account);

  /**
   * Makes the key that pays, in a new keystore at the place that the settings name.
   *
   * @return the account that has to be funded
   * @throws PayoutException if the settings do not do, or there is a keystore already
   */
  String createKey(PayoutContext context);

  /**
   * Opens the keystore and remembers where the network is; asks the network nothing yet.
   *
   * @throws PayoutException naming what is wrong with the settings or the keystore
   */
  PayoutChannel open(PayoutContext context);

  /**
   * A currency.
   *
   * @param symbol such as {@code USDT}
   * @param decimals of which amounts in the smallest unit have so many
   */
  record Unit(String symbol, int decimals) {
    public Unit {
      if (decimals < 0 || decimals > 18)
        throw new IllegalArgumentException(decimals + " decimals, expected 0 to 18");
    }

    /** The amount with its decimals, such as {@code 12.500000}. */
    public String format(long amount) {
      return java.math.BigDecimal.valueOf(amount, decimals).toPlainString();
    }

    /**
     * The smallest units of an amount such as {@code 12.5}.
     *
     * @throws IllegalArgumentException if it is no number, negative, or finer than the unit
     */
    public long parse(String text) {
      try {
        long amount =
            new java.math.BigDecimal(text.strip()).movePointRight(decimals).longValueExact();
        if (amount >= 0) return amount;
      } catch (ArithmeticException | NumberFormatException e) {
        throw new IllegalArgumentException(expected(text), e);
      }
      throw new IllegalArgumentException(expected(text));
    }

    private String expected(String text) {
      return "'%s' is no amount of %s, expected a number with at most %d decimals"
          .formatted(text, symbol, decimals);
    }
  }
}
