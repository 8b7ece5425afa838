package io.pouw.payout.tron.evm;

import java.math.BigInteger;
import java.util.Arrays;

/** A run's memory: grows by words, each paid for. At most {@value #LIMIT} bytes, as in TRON. */
final class Memory {
  private static final int LIMIT = 3 << 20;
  private static final long WORD_ENERGY = 3;
  private static final long QUADRATIC_DIVISOR = 512;

  private byte[] bytes = new byte[0];

  /** Makes the range usable; what that costs. */
  long grow(BigInteger offset, BigInteger length) {
    if (length.signum() == 0) return 0;
    BigInteger end = offset.add(length);
    if (end.compareTo(BigInteger.valueOf(LIMIT)) > 0)
      throw new Halt(Outcome.Result.OUT_OF_MEMORY, "memory up to " + end + " of at most " + LIMIT);
    int words = (end.intValue() + 31) / 32;
    int now = bytes.length / 32;
    if (words <= now) return 0;
    bytes = Arrays.copyOf(bytes, words * 32);
    return price(words) - price(now);
  }

  private static long price(long words) {
    return WORD_ENERGY * words + words * words / QUADRATIC_DIVISOR;
  }

  int size() {
    return bytes.length;
  }

  /** A range that was made usable. */
  byte[] read(BigInteger offset, int length) {
    if (length == 0) return new byte[0];
    int start = offset.intValueExact();
    return Arrays.copyOfRange(bytes, start, start + length);
  }

  void write(BigInteger offset, byte[] from) {
    if (from.length > 0) System.arraycopy(from, 0, bytes, offset.intValueExact(), from.length);
  }
}
