package io.pouw.ledger;

import io.pouw.primitives.Amounts;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;

/** How much stake makes cheating not pay: {@code stake >= gain * (1 - q) / q} for draw rate q. */
public final class Deterrence {
  /**
   * One line of the table.
   *
   * @param drawRatePpm chance that a wrong unit is drawn, in parts per million
   * @param stake that has to be at risk, in base units
   */
  public record Row(long drawRatePpm, long stake) {}

  private static final List<Long> RATES =
      List.of(1_000L, 5_000L, 10_000L, 20_000L, 50_000L, 100_000L, 200_000L, 500_000L, 1_000_000L);

  private Deterrence() {}

  /**
   * The least stake at which one wrong unit has no expected gain, rounded up.
   *
   * @param gain what the cheater saves and earns by it, base units
   * @param drawRatePpm over 0, at most 1,000,000
   * @throws IllegalArgumentException for other numbers
   */
  public static long requiredStake(long gain, long drawRatePpm) {
    if (gain < 0 || drawRatePpm <= 0 || drawRatePpm > Amounts.PPM)
      throw new IllegalArgumentException(
          "gain " + gain + " at a draw rate of " + drawRatePpm + " ppm");
    BigInteger rate = BigInteger.valueOf(drawRatePpm);
    return BigInteger.valueOf(gain)
        .multiply(BigInteger.valueOf(Amounts.PPM - drawRatePpm))
        .add(rate.subtract(BigInteger.ONE))
        .divide(rate)
        .longValueExact();
  }

  /** The required stake over usual draw rates. */
  public static List<Row> table(long gain) {
    return rates().mapToObj(rate -> new Row(rate, requiredStake(gain, rate))).toList();
  }

  private static LongStream rates() {
    return RATES.stream().mapToLong(Long::longValue);
  }
}
