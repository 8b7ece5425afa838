package io.pouw.learning.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoiseSecretTest {
  private static final Hash TASK = Hash.sha256(new byte[] {1});
  private static final Hash STATE = Hash.sha256(new byte[] {2});
  private final KeyPair key = KeyPair.fromSeed(new byte[32]);

  private NoiseSecret secret(KeyPair of, Hash task, int generation, int round, int slot, Hash in) {
    byte[] context = NoiseSecret.context(task, generation, round, slot, in);
    return NoiseSecret.derive(of.sign(Domain.NOISE, context));
  }

  @Test
  void theSameUnitFromTheSameStateHasTheSameSecretAndAnyOtherAnother() {
    NoiseSecret secret = secret(key, TASK, 0, 1, 2, STATE);
    assertEquals(secret, secret(key, TASK, 0, 1, 2, STATE));
    byte[] otherSeed = new byte[32];
    otherSeed[0] = 1;
    Set<NoiseSecret> all = new LinkedHashSet<>();
    all.add(secret);
    all.add(secret(KeyPair.fromSeed(otherSeed), TASK, 0, 1, 2, STATE));
    all.add(secret(key, STATE, 0, 1, 2, STATE));
    all.add(secret(key, TASK, 1, 1, 2, STATE));
    all.add(secret(key, TASK, 0, 2, 2, STATE));
    all.add(secret(key, TASK, 0, 1, 1, STATE));
    all.add(secret(key, TASK, 0, 1, 2, TASK));
    assertEquals(7, all.size());
  }

  @Test
  void onlyTheSecretOpensItsCommitment() {
    NoiseSecret secret = secret(key, TASK, 0, 0, 0, STATE);
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
    NoiseSecret secret = secret(key, TASK, 0, 0, 0, STATE);
    String digits = HexFormat.of().formatHex(secret.reveal());
    assertFalse(secret.toString().contains(digits.substring(0, 8)), secret.toString());
  }

  @Test
  void stepsHaveNoiseOfTheirOwn() {
    NoiseSecret secret = secret(key, TASK, 0, 0, 0, STATE);
    assertEquals(secret.noise(3).next(), secret.noise(3).next());
    assertNotEquals(secret.noise(3).next(), secret.noise(4).next());
  }

  @Test
  void aSampleTakesEachRowAsOftenAndIndependently() {
    NoiseSecret secret = secret(key, TASK, 0, 0, 0, STATE);
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
