package io.pouw.learning.random;

/**
 * Philox4x32-10: a bijection of 128-bit counters under a 64-bit key whose outputs are random
 * numbers (J. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 4.3).
 */
public final class Philox {
  public static final int ROUNDS = 10;
  public static final long MULTIPLIER_0 = 0xD2511F53L;
  public static final long MULTIPLIER_1 = 0xCD9E8D57L;
  public static final int WEYL_0 = 0x9E3779B9;
  public static final int WEYL_1 = 0xBB67AE85;
  private static final long LOW = 0xffffffffL;

  /** Random words that {@link #fill} makes at once. */
  public static final int BLOCK = 64;

  private static final int LANES = 16;

  private Philox() {}

  /**
   * The random words of elements {@code block * 64} to {@code block * 64 + 63}. Element i has word
   * (i / 16) mod 4 of counter (i / 64 * 16 + i mod 16, 0, high0, high1): so 16 lanes each permute a
   * counter of their own and store contiguous elements.
   *
   * @param into the first {@value #BLOCK} are set
   */
  public static void fill(int[] into, int block, int high0, int high1, int key0, int key1) {
    for (int lane = 0; lane < LANES; lane++) {
      int c0 = block * LANES + lane;
      int c1 = 0;
      int c2 = high0;
      int c3 = high1;
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
      into[lane] = c0;
      into[lane + LANES] = c1;
      into[lane + 2 * LANES] = c2;
      into[lane + 3 * LANES] = c3;
    }
  }

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
