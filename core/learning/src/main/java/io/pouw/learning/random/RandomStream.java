package io.pouw.learning.random;

import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The random numbers for one purpose of one task: Philox under a key hashed from the task's
 * effective seed, the purpose and an index (a layer, an epoch). Streams of different purposes or
 * indices have nothing in common, and the same three always give the same numbers. For one thread.
 */
public final class RandomStream {
  private final int key0;
  private final int key1;
  private final int high0;
  private final int high1;
  private final int[] words = new int[4];
  private long block;
  private int used = words.length;

  private RandomStream(ByteBuffer origin) {
    key0 = origin.getInt();
    key1 = origin.getInt();
    high0 = origin.getInt();
    high1 = origin.getInt();
  }

  /** The stream at its beginning. */
  public static RandomStream of(Hash seed, String purpose, long index) {
    byte[] label = purpose.getBytes(StandardCharsets.UTF_8);
    byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(index).array();
    byte[] origin = Hash.of(Domain.SEED, seed.toBytes(), label, number).toBytes();
    return new RandomStream(ByteBuffer.wrap(origin).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** 32 random bits. */
  public int nextInt() {
    if (used == words.length) refill();
    return words[used++];
  }

  /** A number from 0 to 2^24 - 1 over 2^24: uniform in [0, 1), every step of it exact. */
  public float nextUnit() {
    return (nextInt() >>> 8) * 0x1p-24f;
  }

  /**
   * A whole number from 0 to {@code bound - 1}, each exactly as likely: multiply and shift, drawing
   * again in the few cases that would favour some (D. Lemire, "Fast random integer generation in an
   * interval", 2019, algorithm 5).
   */
  public int nextBelow(int bound) {
    if (bound < 1) throw new IllegalArgumentException("a bound is at least 1, not " + bound);
    long product = draw() * bound;
    if ((product & 0xffffffffL) < bound) {
      long threshold = (1L << 32) % bound;
      while ((product & 0xffffffffL) < threshold) product = draw() * bound;
    }
    return (int) (product >>> 32);
  }

  /** The numbers 0 to {@code size - 1} in random order (Fisher and Yates): all orders as likely. */
  public int[] nextPermutation(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) order[i] = i;
    for (int i = size - 1; i > 0; i--) {
      int other = nextBelow(i + 1);
      int held = order[i];
      order[i] = order[other];
      order[other] = held;
    }
    return order;
  }

  private long draw() {
    return nextInt() & 0xffffffffL;
  }

  private void refill() {
    words[0] = (int) block;
    words[1] = (int) (block >>> 32);
    words[2] = high0;
    words[3] = high1;
    Philox.permute(words, key0, key1);
    block++;
    used = 0;
  }
}
