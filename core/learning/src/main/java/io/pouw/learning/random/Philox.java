package io.pouw.learning.random;

/**
 * Philox4x32-10: a bijection of 128-bit counters under a 64-bit key whose outputs are random
 * numbers (J. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 4.3).
 */
final class Philox {
  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final long LOW = 0xffffffffL;

  private Philox() {}

  /** Replaces the four words of a counter by the four random words that belong to it. */
  static void permute(int[] words, int key0, int key1) {
    int c0 = words[0];
    int c1 = words[1];
    int c2 = words[2];
    int c3 = words[3];
    int k0 = key0;
    int k1 = key1;
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (c0 & LOW);
      long product1 = MULTIPLIER_1 * (c2 & LOW);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    words[0] = c0;
    words[1] = c1;
    words[2] = c2;
    words[3] = c3;
  }
}
