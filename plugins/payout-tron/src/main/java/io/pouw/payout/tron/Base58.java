package io.pouw.payout.tron;

import java.math.BigInteger;
import java.util.Arrays;

/** Base58 with the four check bytes of a double SHA-256, as TRON and Bitcoin write addresses. */
final class Base58 {
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(58);
  private static final int CHECK_BYTES = 4;
  private static final int MAX_TEXT = 128;

  private Base58() {}

  static String encode(byte[] payload) {
    byte[] all = Arrays.copyOf(payload, payload.length + CHECK_BYTES);
    System.arraycopy(check(payload), 0, all, payload.length, CHECK_BYTES);
    var text = new StringBuilder();
    for (var rest = new BigInteger(1, all); rest.signum() > 0; ) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      text.append(ALPHABET.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    for (int i = 0; i < all.length && all[i] == 0; i++) text.append(ALPHABET.charAt(0));
    return text.reverse().toString();
  }

  /**
   * The payload without its check.
   *
   * @throws IllegalArgumentException if a character is foreign or the check fails
   */
  static byte[] decode(String text) {
    if (text.isEmpty() || text.length() > MAX_TEXT)
      throw new IllegalArgumentException(text.length() + " characters, expected 1 to " + MAX_TEXT);
    BigInteger number = BigInteger.ZERO;
    int zeros = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0)
        throw new IllegalArgumentException(
            "'" + text.charAt(i) + "' at place " + (i + 1) + " is no character of base58");
      if (digit == 0 && zeros == i) zeros++;
      number = number.multiply(BASE).add(BigInteger.valueOf(digit));
    }
    byte[] raw = number.signum() == 0 ? new byte[0] : number.toByteArray();
    int skip = raw.length > 0 && raw[0] == 0 ? 1 : 0;
    var all = new byte[zeros + raw.length - skip];
    System.arraycopy(raw, skip, all, zeros, raw.length - skip);
    return checked(all);
  }

  private static byte[] checked(byte[] all) {
    if (all.length < CHECK_BYTES) throw new IllegalArgumentException("too short for its check");
    byte[] payload = Arrays.copyOf(all, all.length - CHECK_BYTES);
    byte[] found = Arrays.copyOfRange(all, payload.length, all.length);
    if (!Arrays.equals(found, check(payload)))
      throw new IllegalArgumentException("its check does not hold: mistyped");
    return payload;
  }

  private static byte[] check(byte[] payload) {
    return Arrays.copyOf(Sha256.hash(Sha256.hash(payload)), CHECK_BYTES);
  }
}
