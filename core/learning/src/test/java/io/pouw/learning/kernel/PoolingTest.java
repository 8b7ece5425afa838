package io.pouw.learning.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PoolingTest {
  private final Pooling scalar = KernelPath.REFERENCE.newPooling();
  private final Pooling vector = KernelPath.VECTOR.newPooling();

  @Test
  void theFirstOfEqualsIsChosenAndGetsTheGradient() {
    var shape = new PoolingShape(1, 1, 2, 2, 2, 2, 2, 2);
    float[] out = new float[1];
    int[] chosen = new int[1];
    float[] gradient = new float[4];
    scalar.forwardMax(shape, new float[] {1, 3, 3, 2}, out, chosen);
    scalar.backwardMax(shape, new float[] {7}, chosen, gradient);
    assertEquals(3f, out[0]);
    assertEquals(1, chosen[0]);
    assertArrayEquals(new float[] {0, 7, 0, 0}, gradient);
  }

  @Test
  void overlappingWindowsAddTheirGradientsInOrder() {
    var shape = new PoolingShape(1, 1, 1, 4, 1, 2, 1, 1);
    int[] chosen = new int[3];
    float[] gradient = new float[4];
    scalar.forwardMax(shape, new float[] {1, 5, 2, 3}, new float[3], chosen);
    scalar.backwardMax(shape, new float[] {0.1f, 0.2f, 0.3f}, chosen, gradient);
    assertArrayEquals(new int[] {1, 0, 1}, chosen);
    assertArrayEquals(new float[] {0, 0.1f + 0.2f, 0, 0.3f}, gradient);
  }

  @Test
  void theAverageIsTheSumTimesTheShare() {
    var shape = new PoolingShape(1, 1, 1, 3, 1, 3, 1, 1);
    float[] out = new float[1];
    float[] gradient = new float[3];
    scalar.forwardAverage(shape, new float[] {0.1f, 0.2f, 0.4f}, out);
    scalar.backwardAverage(shape, new float[] {6}, gradient);
    assertEquals((0.1f + 0.2f + 0.4f) * (1f / 3), out[0]);
    assertArrayEquals(new float[] {6 * (1f / 3), 6 * (1f / 3), 6 * (1f / 3)}, gradient);
  }

  @Test
  void theVectorPathHasTheBitsOfTheLoopsOnRandomShapes() {
    for (int seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      PoolingShape shape = randomShape(random);
      float[] in = numbers(random, shape.inputs());
      float[] gradient = numbers(random, shape.outputs());
      float[][] expected = new float[4][];
      float[][] actual = new float[4][];
      int[] chosen = run(scalar, shape, in, gradient, expected);
      assertArrayEquals(chosen, run(vector, shape, in, gradient, actual), "seed " + seed);
      for (int i = 0; i < 4; i++)
        assertArrayEquals(bits(expected[i]), bits(actual[i]), "seed " + seed + ": " + shape);
    }
  }

  @Test
  void aWindowThatDoesNotFitIsRefused() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> new PoolingShape(1, 1, 3, 4, 4, 2, 1, 1));
    assertEquals("a window of 4 x 2 does not fit into 3 x 4", refusal.getMessage());
  }

  private static int[] run(
      Pooling pooling, PoolingShape shape, float[] in, float[] gradient, float[][] results) {
    int[] chosen = new int[shape.outputs()];
    results[0] = new float[shape.outputs()];
    results[1] = new float[shape.inputs()];
    results[2] = new float[shape.outputs()];
    results[3] = new float[shape.inputs()];
    pooling.forwardMax(shape, in, results[0], chosen);
    pooling.backwardMax(shape, gradient, chosen, results[1]);
    pooling.forwardAverage(shape, in, results[2]);
    pooling.backwardAverage(shape, gradient, results[3]);
    return chosen;
  }

  private static PoolingShape randomShape(SplittableRandom random) {
    int windowHeight = 1 + random.nextInt(3);
    int windowWidth = 1 + random.nextInt(3);
    return new PoolingShape(
        1 + random.nextInt(40),
        1 + random.nextInt(4),
        windowHeight + random.nextInt(6),
        windowWidth + random.nextInt(6),
        windowHeight,
        windowWidth,
        1 + random.nextInt(3),
        1 + random.nextInt(3));
  }

  /** Few different values, so that many are equal; zeros of both signs and a NaN now and then. */
  private static float[] numbers(SplittableRandom random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      int drawn = random.nextInt(20);
      numbers[i] = drawn == 0 ? Float.NaN : drawn == 1 ? -0f : Math.floorDiv(drawn - 8, 2) * 0.3f;
    }
    return numbers;
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    // The payload of a NaN is not part of the promise.
    for (int i = 0; i < bits.length; i++) bits[i] = Float.floatToIntBits(values[i]);
    return bits;
  }
}
