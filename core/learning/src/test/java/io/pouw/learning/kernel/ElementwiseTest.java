package io.pouw.learning.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ElementwiseTest {
  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    88.72284f,
    -87.4f,
    -103.9f,
    -104.6f,
    0.625f,
    -20f,
    20f,
    1e-20f,
    -1e-20f
  };
  private static final int SIZE = 160;

  private interface Call {
    void apply(Elementwise kernel, float[] x, int xFrom, float[] y, int yFrom, int count);
  }

  /** Every function, brought to the form of two ranges. */
  private static Map<String, Call> calls() {
    Map<String, Call> calls = new LinkedHashMap<>();
    calls.put("exp", Elementwise::exp);
    calls.put("log", Elementwise::log);
    calls.put("tanh", Elementwise::tanh);
    calls.put("sigmoid", Elementwise::sigmoid);
    calls.put("gelu", Elementwise::gelu);
    calls.put("sqrt", Elementwise::sqrt);
    calls.put("relu", Elementwise::relu);
    calls.put("reluGradient", Elementwise::reluGradient);
    calls.put("tanhGradient", Elementwise::tanhGradient);
    calls.put("sigmoidGradient", Elementwise::sigmoidGradient);
    calls.put("geluGradient", Elementwise::geluGradient);
    calls.put("add", Elementwise::add);
    calls.put("multiply", Elementwise::multiply);
    calls.put("scale", (k, x, from, y, to, count) -> k.scale(x[from], y, to, count));
    calls.put("clamp", (k, x, from, y, to, count) -> k.clamp(0.75f, y, to, count));
    calls.put("axpy", (k, x, from, y, to, count) -> k.axpy(x[from], x, from, y, to, count));
    calls.put("addRow", (k, x, from, y, to, count) -> k.addRow(x, from, y, to, 2, count / 2));
    calls.put(
        "sumRows", (k, x, from, y, to, count) -> k.sumRows(x, from, 3, count / 3, y, to, false));
    calls.put(
        "sumRows resumed",
        (k, x, from, y, to, count) -> k.sumRows(x, from, 3, count / 3, y, to, true));
    calls.put(
        "drop",
        (k, x, from, y, to, count) ->
            k.drop(x, from, y, to, count, new DropMask(5, 6, 7, 8, 0.3f)));
    return calls;
  }

  @Test
  void vectorsHaveTheBitsOfTheDefinitionAtAllLengthsAndOffsets() {
    Elementwise scalar = KernelPath.SCALAR.newKernels().elementwise();
    Elementwise vector = KernelPath.VECTOR.newKernels().elementwise();
    var random = new SplittableRandom(1);
    calls()
        .forEach((name, call) -> {
          for (int count = 0; count <= 140; count++) {
            float[] x = values(random);
            float[] expected = values(random);
            float[] actual = expected.clone();
            int xFrom = random.nextInt(9);
            int yFrom = random.nextInt(9);
            call.apply(scalar, x, xFrom, expected, yFrom, count);
            call.apply(vector, x, xFrom, actual, yFrom, count);
            assertArrayEquals(bits(expected), bits(actual), name + " of " + count);
          }
        });
  }

  @Test
  void aRangeMayBeReplacedByItsResult() {
    Elementwise vector = KernelPath.VECTOR.newKernels().elementwise();
    float[] x = values(new SplittableRandom(2));
    calls()
        .forEach((name, call) -> {
          if (!name.equals(name.toLowerCase(java.util.Locale.ROOT))) return;
          float[] apart = x.clone();
          float[] within = x.clone();
          call.apply(vector, x, 3, apart, 3, 101);
          call.apply(vector, within, 3, within, 3, 101);
          assertArrayEquals(bits(apart), bits(within), name);
        });
  }

  @Test
  void stepsOfOptimisersHaveTheBitsOfTheDefinition() {
    Elementwise scalar = KernelPath.SCALAR.newKernels().elementwise();
    Elementwise vector = KernelPath.VECTOR.newKernels().elementwise();
    for (int count = 0; count <= 70; count++) {
      float[][] expected = memory(count);
      float[][] actual = memory(count);
      steps(scalar, expected, count);
      steps(vector, actual, count);
      for (int i = 0; i < expected.length; i++)
        assertArrayEquals(bits(expected[i]), bits(actual[i]), "array " + i + ", " + count);
    }
  }

  private static void steps(Elementwise kernel, float[][] a, int count) {
    kernel.sgd(a[0], a[1], 2, count, 0.1f, 0.7f);
    kernel.momentum(a[0], a[1], a[2], 2, count, 0.1f, 0.9f, 0.7f);
    kernel.nesterov(a[0], a[1], a[3], 2, count, 0.1f, 0.9f, 0.7f);
    var step = new AdamStep(0.9f, 0.999f, 1e-8f).set(0.01f, 1.5f, 0.99f, 0.7f);
    kernel.adam(a[0], a[1], a[4], a[5], 2, count, step);
  }

  private static float[][] memory(int seed) {
    var random = new SplittableRandom(seed);
    float[][] arrays = new float[6][80];
    for (float[] array : arrays)
      for (int i = 0; i < array.length; i++) array[i] = (float) random.nextDouble();
    return arrays;
  }

  @Test
  void dropoutKeepsTheStatedShareAndTheExpectation() {
    Elementwise kernel = KernelPath.fastest().newKernels().elementwise();
    float[] ones = new float[100_000];
    java.util.Arrays.fill(ones, 1f);
    kernel.drop(ones, 0, ones, 0, ones.length, new DropMask(1, 2, 3, 4, 0.25f));
    int kept = 0;
    for (float one : ones) {
      if (one == 0f) continue;
      assertEquals(1f / 0.75f, one);
      kept++;
    }
    // Five standard deviations around 75,000.
    assertEquals(75_000, kept, 685);
  }

  @Test
  void nothingIsDroppedAtRateZeroAndOtherStepsDropOthers() {
    Elementwise kernel = KernelPath.fastest().newKernels().elementwise();
    float[] x = new float[64];
    java.util.Arrays.fill(x, 2f);
    float[] y = new float[64];
    kernel.drop(x, 0, y, 0, 64, new DropMask(1, 2, 3, 4, 0f));
    assertArrayEquals(x, y);
    float[] first = new float[64];
    kernel.drop(x, 0, first, 0, 64, new DropMask(1, 2, 3, 4, 0.5f));
    kernel.drop(x, 0, y, 0, 64, new DropMask(1, 2, 4, 4, 0.5f));
    org.junit.jupiter.api.Assertions.assertFalse(java.util.Arrays.equals(first, y));
  }

  @Test
  void reluIsTheGreaterOfZeroAndTheValue() {
    Elementwise kernel = KernelPath.fastest().newKernels().elementwise();
    float[] y = new float[SPECIAL.length];
    kernel.relu(SPECIAL, 0, y, 0, y.length);
    for (int i = 0; i < y.length; i++) assertEquals(Math.max(SPECIAL[i], 0f), y[i]);
  }

  private static float[] values(SplittableRandom random) {
    float[] values = new float[SIZE];
    for (int i = 0; i < SIZE; i++)
      values[i] =
          random.nextInt(4) == 0
              ? SPECIAL[random.nextInt(SPECIAL.length)]
              : (float) (random.nextDouble() * 2 - 1) * (1 << random.nextInt(8));
    return values;
  }

  /** All NaN as one: the payload is not part of the promise. */
  static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) bits[i] = Float.floatToIntBits(values[i]);
    return bits;
  }
}
