package io.pouw.learning.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Hash;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttackTest {
  private static final List<float[]> HONEST = List.of(new float[] {1, 4}, new float[] {3, 4});

  private static float[] sent(UpdateAttack attack, int attacker) {
    float[] update = {2, -6};
    attack.corrupt(update, new AttackRound(HONEST, 4, 2, Hash.ZERO, 3, attacker));
    return update;
  }

  @Test
  void attacksOnUpdatesSendWhatTheirPapersSay() {
    assertArrayEquals(new float[] {-2, 6}, sent(new UpdateAttack.SignFlip(), 0));
    assertArrayEquals(new float[] {20, -60}, sent(new UpdateAttack.Scaled(10), 0));
    assertArrayEquals(new float[] {0, 0}, sent(new UpdateAttack.Zero(), 0));
    assertArrayEquals(new float[] {-1, -2}, sent(new UpdateAttack.Ipm(0.5f), 0));
    assertArrayEquals(new float[] {3, 4}, sent(new UpdateAttack.Mimic(1), 0));
    assertArrayEquals(new float[] {0.5f, 4}, sent(new UpdateAttack.Alie(1.5f), 0));
    assertTrue(Float.isNaN(sent(new UpdateAttack.NonFinite(Float.NaN), 0)[1]));
    assertThrows(IllegalArgumentException.class, () -> new UpdateAttack.NonFinite(1));
  }

  @Test
  void colludersSendTheSameAndNoiseDiffersFromAttackerToAttacker() {
    assertArrayEquals(sent(new UpdateAttack.Alie(1), 0), sent(new UpdateAttack.Alie(1), 1));
    var noise = new UpdateAttack.Gaussian(5);
    assertArrayEquals(sent(noise, 0), sent(noise, 0));
    assertFalse(Arrays.equals(sent(noise, 0), sent(noise, 1)));
    float[] many = new float[20_000];
    noise.corrupt(many, new AttackRound(HONEST, 4, 2, Hash.ZERO, 0, 0));
    double squares = 0;
    for (float value : many) squares += (double) value * value;
    assertEquals(5, Math.sqrt(squares / many.length), 0.1);
  }

  @Test
  void theNormalQuantileIsThatOfTheTables() {
    assertEquals(0, NormalQuantile.of(0.5), 1e-6);
    assertEquals(1.959964, NormalQuantile.of(0.975), 1e-5);
    assertEquals(-1.281552, NormalQuantile.of(0.1), 1e-5);
    assertEquals(3.090232, NormalQuantile.of(0.999), 1e-5);
    // 25 workers, 5 attackers, 8 supporters: (20 - 8) / 20 = 0.6.
    assertEquals(0.2533471f, UpdateAttack.Alie.zMax(25, 5).z(), 1e-5f);
  }

  @Test
  void attacksOnDataChangeLabelsAndTriggers() {
    assertEquals(2, new DataAttack.LabelFlip(10).label(0, 7));
    var backdoor = DataAttack.Backdoor.corner(8, 4);
    float[] values = new float[70];
    backdoor.mark(1, values, 6);
    assertArrayEquals(new float[70], values, "odd rows stay clean");
    assertEquals(7, backdoor.label(1, 7));
    backdoor.mark(2, values, 6);
    assertEquals(4, backdoor.label(2, 7));
    assertEquals(1, values[6 + 6 * 8 + 6]);
    assertEquals(0, values[6 + 7 * 8 + 7]);
    double sum = 0;
    for (float value : values) sum += value;
    assertEquals(9, sum);
  }
}
