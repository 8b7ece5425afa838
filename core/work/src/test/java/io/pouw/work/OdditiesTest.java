package io.pouw.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ten updates of a round, about the same but for some. */
class OdditiesTest {
  private static final long SEED = 20_261_121;
  private static final int SIZE = 400;

  private final Random random = new Random(SEED);

  private List<float[]> honest(int count) {
    float[] common = new float[SIZE];
    for (int i = 0; i < SIZE; i++) common[i] = (float) random.nextGaussian();
    var updates = new ArrayList<float[]>();
    for (int k = 0; k < count; k++) {
      float[] update = common.clone();
      for (int i = 0; i < SIZE; i++) update[i] += (float) random.nextGaussian();
      updates.add(update);
    }
    return updates;
  }

  private static float[] times(float[] update, float factor) {
    float[] product = update.clone();
    for (int i = 0; i < product.length; i++) product[i] *= factor;
    return product;
  }

  private static List<Integer> odd(List<float[]> updates) {
    Oddities found = Oddities.of(updates);
    var odd = new ArrayList<Integer>();
    for (int i = 0; i < updates.size(); i++) if (found.reasonOf(i).isPresent()) odd.add(i);
    return odd;
  }

  @Test
  void honestUpdatesAreLikeOneAnother() {
    assertEquals(List.of(), odd(honest(10)), () -> "seed " + SEED);
  }

  @Test
  void turnedAroundUpdatesStandOut() {
    List<float[]> updates = honest(10);
    for (int i : List.of(0, 4, 9)) updates.set(i, times(updates.get(i), -1));
    assertEquals(List.of(0, 4, 9), odd(updates), () -> "seed " + SEED);
  }

  @Test
  void oversizedAndEmptyUpdatesStandOut() {
    List<float[]> updates = honest(10);
    updates.set(2, times(updates.get(2), 20));
    updates.set(7, times(updates.get(7), 0));
    assertEquals(List.of(2, 7), odd(updates), () -> "seed " + SEED);
  }

  @Test
  void aCopyOfAnotherStandsOutWithItsOriginal() {
    List<float[]> updates = honest(10);
    updates.set(3, updates.get(8).clone());
    assertEquals(List.of(3, 8), odd(updates), () -> "seed " + SEED);
    assertTrue(Oddities.of(updates).reasonOf(3).orElse("").contains("copy of update 8"));
  }

  @Test
  void twoUpdatesHaveNoMajority() {
    assertEquals(List.of(), odd(List.of(new float[] {1}, new float[] {-9})));
  }
}
