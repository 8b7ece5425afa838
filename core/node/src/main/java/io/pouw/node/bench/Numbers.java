package io.pouw.node.bench;

import io.pouw.learning.random.RandomStream;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;

/**
 * The operands of a benchmark: the same in every run and for every contender. They stand for data
 * only as far as arithmetic is concerned, whose speed does not depend on the values.
 */
public final class Numbers {
  private static final Hash SEED = Hash.sha256("bench".getBytes(StandardCharsets.US_ASCII));

  private Numbers() {}

  /** Uniform in [-1, 1). */
  public static float[] uniform(String name, int count) {
    RandomStream random = RandomStream.of(SEED, name, 0);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) numbers[i] = 2f * random.nextUnit() - 1f;
    return numbers;
  }

  /** Whole numbers, uniform in [0, bound). */
  public static int[] below(String name, int count, int bound) {
    RandomStream random = RandomStream.of(SEED, name, 0);
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++)
      numbers[i] = Math.min(bound - 1, (int) (random.nextUnit() * bound));
    return numbers;
  }

  static Hash seed() {
    return SEED;
  }
}
