package io.pouw.primitives;

import java.util.Locale;

/** Bech32m, BIP 350: base 32 with a checksum that finds any four wrong characters. */
final class Bech32m {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int CHECKSUM = 0x2bc830a3;
  private static final int CHECKSUM_WORDS = 6;
  private static final int MAX_LENGTH = 90;

  private Bech32m() {}

  static String encode(String prefix, byte[] payload) {
    int[] words = toWords(payload);
    var text = new StringBuilder(prefix).append('1');
    for (int word : words) text.append(ALPHABET.charAt(word));
    int sum = polymod(prefix, words, CHECKSUM_WORDS) ^ CHECKSUM;
    for (int i = 0; i < CHECKSUM_WORDS; i++)
      text.append(ALPHABET.charAt(sum >>> 5 * (CHECKSUM_WORDS - 1 - i) & 31));
    return text.toString();
  }

  /**
   * The payload of a text with this prefix.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  static byte[] decode(String prefix, String text) {
    int[] words = decodeWords(prefix, text);
    return fromWords(words, words.length - CHECKSUM_WORDS, text);
  }

  /** The words of five bits after the separator, the six of the checksum last. */
  static int[] decodeWords(String prefix, String text) {
    if (text.length() > MAX_LENGTH || text.length() < prefix.length() + 1 + CHECKSUM_WORDS)
      throw wrong(text, "has a wrong length for " + prefix + "1...");
    if (text.chars().anyMatch(c -> c < '!' || c > '~'))
      throw wrong(text, "has a character that is not printable ASCII");
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.equals(text) && !text.toUpperCase(Locale.ROOT).equals(text))
      throw wrong(text, "mixes upper and lower case");
    if (!lower.startsWith(prefix + "1")) throw wrong(text, "does not begin with " + prefix + "1");
    int[] words = new int[lower.length() - prefix.length() - 1];
    for (int i = 0; i < words.length; i++) {
      char letter = lower.charAt(prefix.length() + 1 + i);
      words[i] = ALPHABET.indexOf(letter);
      if (words[i] < 0) throw wrong(text, "has the character '" + letter + "', out of place here");
    }
    if (polymod(prefix, words, 0) != CHECKSUM) throw wrong(text, "has a wrong checksum: mistyped?");
    return words;
  }

  private static IllegalArgumentException wrong(String text, String what) {
    return new IllegalArgumentException("'" + text + "' " + what);
  }

  private static int polymod(String prefix, int[] words, int zeros) {
    int sum = 1;
    for (int i = 0; i < prefix.length(); i++) sum = step(sum, prefix.charAt(i) >>> 5);
    sum = step(sum, 0);
    for (int i = 0; i < prefix.length(); i++) sum = step(sum, prefix.charAt(i) & 31);
    for (int word : words) sum = step(sum, word);
    for (int i = 0; i < zeros; i++) sum = step(sum, 0);
    return sum;
  }

  private static int step(int sum, int word) {
    int top = sum >>> 25;
    int next = (sum & 0x1ffffff) << 5 ^ word;
    if ((top & 1) != 0) next ^= 0x3b6a57b2;
    if ((top & 2) != 0) next ^= 0x26508e6d;
    if ((top & 4) != 0) next ^= 0x1ea119fa;
    if ((top & 8) != 0) next ^= 0x3d4233dd;
    if ((top & 16) != 0) next ^= 0x2a1462b3;
    return next;
  }

  private static int[] toWords(byte[] payload) {
    int[] words = new int[(payload.length * 8 + 4) / 5];
    int accumulator = 0;
    int bits = 0;
    int at = 0;
    for (byte b : payload) {
      accumulator = (accumulator << 8 | b & 0xff) & 0xfff;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        words[at++] = accumulator >>> bits & 31;
      }
    }
    if (bits > 0) words[at] = accumulator << 5 - bits & 31;
    return words;
  }

  private static byte[] fromWords(int[] words, int count, String text) {
    byte[] payload = new byte[count * 5 / 8];
    int accumulator = 0;
    int bits = 0;
    int at = 0;
    for (int i = 0; i < count; i++) {
      accumulator = (accumulator << 5 | words[i]) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        payload[at++] = (byte) (accumulator >>> bits);
      }
    }
    if (bits >= 5 || (accumulator & (1 << bits) - 1) != 0) throw wrong(text, "has wrong padding");
    return payload;
  }
}
