package io.pouw.learning.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final Hash SEED = Hash.sha256("split".getBytes(StandardCharsets.UTF_8));

  @Test
  void everyRowIsInOnePartAndTheSeedDecidesWhich() {
    Split split = Split.random(101, 0.2, SEED);
    assertEquals(20, split.test().length);
    int[] all =
        IntStream.concat(Arrays.stream(split.training()), Arrays.stream(split.test()))
            .sorted()
            .toArray();
    assertArrayEquals(IntStream.range(0, 101).toArray(), all);
    assertArrayEquals(split.test(), Split.random(101, 0.2, SEED).test());
    Hash other = Hash.sha256(SEED.toBytes());
    assertFalse(Arrays.equals(split.test(), Split.random(101, 0.2, other).test()));
  }

  @Test
  void aStratifiedSplitKeepsTheProportionsOfTheClasses() {
    float[] labels = new float[100];
    for (int i = 0; i < labels.length; i++) labels[i] = i < 70 ? 0 : 1;
    Dataset data = new FloatRows(new float[100], labels, 1, 1);
    Split split = Split.stratified(data, 0.1, SEED);
    assertEquals(10, split.test().length);
    assertEquals(7, Arrays.stream(split.test()).filter(row -> row < 70).count());
    assertEquals(90, split.training().length);
  }

  @Test
  void aContiguousSplitTestsOnTheEnd() {
    Split split = Split.contiguous(5, 0.4);
    assertArrayEquals(new int[] {0, 1, 2}, split.training());
    assertArrayEquals(new int[] {3, 4}, split.test());
  }
}
