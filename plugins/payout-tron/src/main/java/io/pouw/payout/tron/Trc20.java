package io.pouw.payout.tron;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Calls and events of a TRC20 token, in the ABI of Solidity. */
public final class Trc20 {
  public static final String TRANSFER = "transfer(address,uint256)";
  public static final String BALANCE_OF = "balanceOf(address)";

  /** Topic of {@code Transfer(address indexed from, address indexed to, uint256 value)}. */
  static final String TRANSFER_EVENT =
      HexFormat.of().formatHex(keccak("Transfer(address,address,uint256)"));

  private static final int WORD = 32;

  private Trc20() {}

  /** The first four bytes of a call. */
  public static byte[] selector(String signature) {
    return Arrays.copyOf(keccak(signature), 4);
  }

  private static byte[] keccak(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.US_ASCII));
  }

  public static byte[] transfer(TronAddress to, long amount) {
    return call(TRANSFER, word(to), word(BigInteger.valueOf(amount)));
  }

  public static byte[] balanceOf(TronAddress account) {
    return call(BALANCE_OF, word(account));
  }

  /** A call with arguments of a word each. */
  public static byte[] call(String signature, byte[]... words) {
    var data = new byte[4 + WORD * words.length];
    System.arraycopy(selector(signature), 0, data, 0, 4);
    for (int i = 0; i < words.length; i++) System.arraycopy(words[i], 0, data, 4 + WORD * i, WORD);
    return data;
  }

  public static byte[] word(TronAddress address) {
    return word(address.word());
  }

  /** A number of at most 256 bits. */
  public static byte[] word(BigInteger number) {
    byte[] raw = number.toByteArray();
    var word = new byte[WORD];
    int length = Math.min(raw.length, WORD);
    System.arraycopy(raw, raw.length - length, word, WORD - length, length);
    return word;
  }

  /**
   * An amount that a contract answered.
   *
   * @throws IllegalArgumentException if it is no word, or more than a long holds
   */
  static long amount(String hex) {
    if (hex.length() != 2 * WORD)
      throw new IllegalArgumentException("the contract answered '" + hex + "', expected 32 bytes");
    var number = new BigInteger(hex, 16);
    if (number.bitLength() > 63)
      throw new IllegalArgumentException("the contract answered " + number + ", more than a long");
    return number.longValue();
  }
}
