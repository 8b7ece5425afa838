package io.pouw.learning.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Hash;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class NoiseSecretTest {
  private final NoiseSecret secret = NoiseSecret.of(Hash.sha256(new byte[] {1}).toBytes());

  @Test
  void onlyTheSecretOpensItsCommitment() {
    Hash commitment = secret.commitment();
    assertTrue(NoiseSecret.of(secret.reveal()).opens(commitment));
    byte[] other = secret.reveal();
    other[31] ^= 1;
    assertFalse(NoiseSecret.of(other).opens(commitment));
    assertNotEquals(commitment, Hash.of(secret.reveal()));
    assertThrows(IllegalArgumentException.class, () -> NoiseSecret.of(new byte[31]));
  }

  @Test
  void aSecretIsNotPrinted() {
    String digits = HexFormat.of().formatHex(secret.reveal());
    assertFalse(secret.toString().contains(digits.substring(0, 8)), secret.toString());
  }

  @Test
  void stepsHaveNoiseOfTheirOwn() {
    assertEquals(secret.noise(3).next(), secret.noise(3).next());
    assertNotEquals(secret.noise(3).next(), secret.noise(4).next());
  }

  @Test
  void aSampleTakesEachRowAsOftenAndIndependently() {
    int steps = 4_000;
    int[] taken = new int[100];
    double squares = 0;
    for (int step = 0; step < steps; step++) {
      int[] rows = secret.sample(step, 100, 20);
      squares += (rows.length - 20.0) * (rows.length - 20.0) / steps;
      for (int i = 0; i < rows.length; i++) {
        taken[rows[i]]++;
        if (i > 0) assertTrue(rows[i] > rows[i - 1]);
      }
    }
    // Each row binomial with mean 800 and deviation 25; each size with variance 16.
    for (int count : taken) assertEquals(800, count, 5 * 25.3);
    assertEquals(16, squares, 5 * 16 * Math.sqrt(2.0 / steps));
    assertEquals(7, secret.sample(0, 7, 7).length);
    assertThrows(IllegalArgumentException.class, () -> secret.sample(0, 7, 8));
    assertThrows(IllegalArgumentException.class, () -> secret.sample(0, 7, 0));
  }
}
