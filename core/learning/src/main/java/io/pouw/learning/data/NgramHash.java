package io.pouw.learning.data;

import io.pouw.learning.spec.DatasetSpec.Bags;
import java.util.Arrays;

/**
 * Turns a text into the buckets of its n-grams.
 *
 * <p>The text is normalised first: A to Z become small letters (no others: tables of letters change
 * with the version of Unicode), and whatever is neither an ASCII letter or digit nor beyond ASCII
 * separates words. Then follow, in this order, the sequences of 1 word, of 2 words, ..., the words
 * joined by one space; and the sequences of {@code charactersLow} characters, of one more, ..., of
 * the words joined by one space with a space before and after. Each sequence of the text gives one
 * bucket, repeated ones too: FNV-1a (32 bits; G. Fowler, L. Noll, K.-P. Vo) over the byte {@code
 * 'w'} or {@code 'c'} and the sequence in UTF-8, modulo the buckets.
 */
public final class NgramHash {
  private static final int OFFSET_BASIS = 0x811c9dc5;
  private static final int PRIME = 0x01000193;

  private final Bags bags;
  private final int limit;
  private int[] found = new int[64];
  private int size;

  private NgramHash(Bags bags, int limit) {
    this.bags = bags;
    this.limit = limit;
  }

  /**
   * The buckets of a text, the first {@code limit} of them.
   *
   * @param text UTF-8
   */
  public static int[] buckets(byte[] text, Bags bags, int limit) {
    byte[] words = normalised(text);
    var hash = new NgramHash(bags, limit);
    for (int n = 1; n <= bags.words(); n++) hash.sequences('w', words, n, true);
    for (int n = bags.charactersLow(); n <= bags.charactersHigh(); n++)
      if (n > 0) hash.sequences('c', words, n, false);
    return Arrays.copyOf(hash.found, hash.size);
  }

  /** 32-bit FNV-1a, continued from {@code hash}. */
  static int fnv1a(int hash, byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) hash = (hash ^ bytes[i] & 0xff) * PRIME;
    return hash;
  }

  /** Words in small ASCII letters, a space before and after each; one space if there is none. */
  private static byte[] normalised(byte[] text) {
    byte[] words = new byte[text.length + 2];
    int size = 0;
    words[size++] = ' ';
    for (byte b : text) {
      boolean capital = b >= 'A' && b <= 'Z';
      boolean letter = b < 0 || b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || capital;
      if (letter) words[size++] = (byte) (capital ? b + 'a' - 'A' : b);
      else if (words[size - 1] != ' ') words[size++] = ' ';
    }
    if (words[size - 1] != ' ') words[size++] = ' ';
    return Arrays.copyOf(words, size);
  }

  /** Every sequence of {@code n} pieces: words, or characters. */
  private void sequences(char kind, byte[] words, int n, boolean ofWords) {
    int seed = (OFFSET_BASIS ^ kind) * PRIME;
    for (int from = start(words, 0, ofWords);
        from < words.length;
        from = start(words, after(words, from, ofWords), ofWords)) {
      int to = from;
      for (int i = 0; i < n; i++) {
        int next = start(words, to, ofWords);
        if (next >= words.length) return;
        to = after(words, next, ofWords);
      }
      if (size == limit) return;
      if (size == found.length) found = Arrays.copyOf(found, 2 * size);
      found[size++] = Integer.remainderUnsigned(fnv1a(seed, words, from, to), bags.buckets());
    }
  }

  private static int start(byte[] words, int at, boolean ofWords) {
    return ofWords && at < words.length && words[at] == ' ' ? at + 1 : at;
  }

  /** Where the word or character that begins at {@code at} ends. */
  private static int after(byte[] words, int at, boolean ofWords) {
    int end = at + 1;
    while (end < words.length && (ofWords ? words[end] != ' ' : (words[end] & 0xc0) == 0x80)) end++;
    return end;
  }
}
