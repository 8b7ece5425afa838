package io.pouw.primitives;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Money: PAI in integer base units of 10^-8 in a {@code long}, never negative, never a float. */
public final class Amounts {
  /** Base units of one PAI. */
  public static final long PAI = 100_000_000L;

  /** Parts per million, the unit of every rate and share in genesis. */
  public static final long PPM = 1_000_000L;

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,8})?");

  private Amounts() {}

  /**
   * Adds, checked.
   *
   * @throws ArithmeticException on overflow
   */
  public static long add(long a, long b) {
    return Math.addExact(a, b);
  }

  /**
   * Subtracts, checked.
   *
   * @throws ArithmeticException if the result would be negative
   */
  public static long subtract(long a, long b) {
    long difference = Math.subtractExact(a, b);
    if (difference < 0)
      throw new ArithmeticException(
          "insufficient: " + format(a) + " PAI less " + format(b) + " PAI");
    return difference;
  }

  /** The share {@code amount * ppm / 10^6}, rounded down. */
  public static long share(long amount, long ppm) {
    return scale(amount, ppm, PPM);
  }

  /**
   * {@code amount * numerator / denominator} rounded down, without overflow in between.
   *
   * @throws ArithmeticException if the result is over 2^63-1
   * @throws IllegalArgumentException on a negative argument or a denominator of 0
   */
  public static long scale(long amount, long numerator, long denominator) {
    if (amount < 0 || numerator < 0 || denominator <= 0)
      throw new IllegalArgumentException(
          "no share of money: " + amount + " * " + numerator + " / " + denominator);
    if (Math.multiplyHigh(amount, numerator) == 0 && amount * numerator >= 0)
      return amount * numerator / denominator;
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(numerator))
        .divide(BigInteger.valueOf(denominator))
        .longValueExact();
  }

  /**
   * Decimal text such as {@code 12.5} to base units.
   *
   * @throws IllegalArgumentException for anything but digits with at most 8 decimals, and for more
   *     than a {@code long} of base units holds
   */
  public static long parse(String pai) {
    String text = pai.strip();
    if (text.startsWith("-"))
      throw new IllegalArgumentException("an amount may not be negative: " + text);
    if (!DECIMAL.matcher(text).matches())
      throw new IllegalArgumentException(
          "'" + pai + "' is not an amount of PAI: digits, at most 8 of them after the point");
    try {
      return new BigDecimal(text).movePointRight(8).longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "'" + pai + "' is more than the most there can be, " + format(Long.MAX_VALUE), e);
    }
  }

  /** Base units as decimal PAI, without trailing zeros. */
  public static String format(long units) {
    var value = BigDecimal.valueOf(units, 8).stripTrailingZeros();
    return (value.scale() < 0 ? value.setScale(0) : value).toPlainString();
  }
}
