package io.pouw.learning.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RowKernelsTest {
  private final RowKernels scalar = KernelPath.SCALAR.newKernels().rows();
  private final RowKernels vector = KernelPath.VECTOR.newKernels().rows();

  @Test
  void aSumIsSixteenStrandsFoldedByHalves() {
    float[] x = values(new SplittableRandom(1), 37);
    float[] strands = new float[16];
    for (int i = 0; i < x.length; i++) strands[i % 16] += x[i];
    for (int w = 8; w > 0; w /= 2) for (int l = 0; l < w; l++) strands[l] += strands[l + w];
    assertEquals(strands[0], scalar.sum(x, 0, x.length));
    assertEquals(strands[0], vector.sum(x, 0, x.length));
  }

  @Test
  void vectorsHaveTheBitsOfTheDefinitionAtAllWidths() {
    for (int width = 1; width <= 70; width++) {
      List<float[]> expected = run(scalar, width, 5);
      List<float[]> actual = run(vector, width, 5);
      for (int i = 0; i < expected.size(); i++)
        assertArrayEquals(
            ElementwiseTest.bits(expected.get(i)),
            ElementwiseTest.bits(actual.get(i)),
            "result " + i + ", width " + width);
    }
  }

  /** The results of every kernel on arrays that begin anywhere. */
  private static List<float[]> run(RowKernels kernel, int width, int rows) {
    var random = new SplittableRandom(width);
    int size = rows * width + 7;
    float[] x = values(random, size);
    float[] scale = values(random, 2 * width + 1);
    float[] classes = new float[rows];
    for (int i = 0; i < rows; i++) classes[i] = i == 2 ? -1 : random.nextInt(width);
    List<float[]> results = new ArrayList<>();
    results.add(
        new float[] {
          kernel.sum(x, 3, width),
          kernel.squaredNorm(x, 3, width),
          kernel.dot(x, 3, x, 5, width),
          kernel.max(x, 3, width)
        });
    float[] causal = values(random, size);
    kernel.softmax(x, 3, causal, 2, rows, width, 1, 1);
    results.add(causal.clone());
    float[] gradient = values(random, size);
    kernel.softmaxGradient(causal, 2, gradient, 1, rows, width, 1, 1);
    results.add(gradient);
    float[] within = x.clone();
    kernel.softmax(within, 3, within, 3, rows, width, width, 0);
    results.add(within);
    float[] entropy = values(random, size);
    double loss =
        kernel.softmaxCrossEntropy(x, 3, classes, 0, entropy, 2, rows, width, 1f / rows, 0);
    results.add(entropy);
    results.add(new float[] {(float) loss, (float) (loss - (float) loss)});
    layerNorm(kernel, x, scale, rows, width, results);
    tables(kernel, x, rows, width, results);
    return results;
  }

  private static void layerNorm(
      RowKernels kernel, float[] x, float[] scale, int rows, int width, List<float[]> results) {
    float[] y = new float[x.length];
    float[] mean = new float[rows];
    float[] inverse = new float[rows];
    float[] dx = new float[x.length];
    float[] dscale = new float[2 * width + 1];
    kernel.layerNorm(x, 3, scale, 1, y, 2, mean, inverse, 0, rows, width, 1e-5f);
    kernel.layerNormGradient(y, 2, x, 3, scale, 1, mean, inverse, dx, 1, 0, rows, width);
    for (boolean resume : new boolean[] {false, true})
      for (int part = 0; part < 2; part++)
        kernel.layerNormScaleGradient(
            y,
            2,
            x,
            3,
            mean,
            inverse,
            dscale,
            1,
            rows,
            width,
            part * (width / 2),
            part == 0 ? width / 2 : width,
            resume);
    results.addAll(List.of(y, mean, inverse, dx, dscale));
  }

  private static void tables(
      RowKernels kernel, float[] x, int rows, int width, List<float[]> results) {
    float[] ids = {0, 3, -1, 3, 2, 1, 4, -1, 4, 4};
    float[] gathered = new float[x.length];
    kernel.gather(x, 3, rows, ids, 1, gathered, 2, 5, width);
    float[] table = x.clone();
    kernel.scatterAdd(gathered, 2, ids, 1, table, 3, rows, 5, width);
    float[] bags = new float[x.length];
    kernel.bag(x, 3, rows, ids, 0, 2, bags, 1, 5, width, true);
    kernel.bagGradient(bags, 1, ids, 0, 2, table, 3, rows, 5, width, true);
    kernel.bagGradient(bags, 1, ids, 0, 2, table, 3, rows, 5, width, false);
    results.addAll(List.of(gathered, table, bags));
  }

  @Test
  void probabilitiesAddUpToOneAndStopAtTheValidElements() {
    float[] x = values(new SplittableRandom(4), 12);
    vector.softmax(x, 0, x, 0, 3, 4, 1, 1);
    assertArrayEquals(new float[] {1f, 0f, 0f, 0f}, java.util.Arrays.copyOf(x, 4));
    assertEquals(1f, x[4] + x[5], 1e-6f);
    assertEquals(0f, x[6]);
    assertEquals(1f, x[8] + x[9] + x[10], 1e-6f);
    assertTrue(x[10] > 0f);
  }

  @Test
  void theLossOfExtremeOutputsIsFinite() {
    float[] logits = {-3e38f, 0f, 1e10f};
    float[] gradient = new float[3];
    for (RowKernels kernel : List.of(scalar, vector)) {
      assertEquals(
          1e10f,
          kernel.softmaxCrossEntropy(logits, 0, new float[] {1}, 0, gradient, 0, 1, 3, 1f, 0));
      assertArrayEquals(new float[] {0f, -1f, 1f}, gradient);
    }
  }

  @Test
  void aClassThatDoesNotExistIsRefused() {
    float[] x = new float[3];
    for (RowKernels kernel : List.of(scalar, vector))
      for (float wrong : new float[] {3f, 0.5f, Float.NaN}) {
        var refusal =
            assertThrows(
                IllegalArgumentException.class,
                () -> kernel.softmaxCrossEntropy(x, 0, new float[] {wrong}, 0, x, 0, 1, 3, 1f, 0));
        assertEquals(
            "a class is " + wrong + ", expected a whole number below 3", refusal.getMessage());
      }
  }

  @Test
  void aNormalisedRowHasMeanZeroAndVarianceOne() {
    float[] x = values(new SplittableRandom(6), 64);
    float[] y = new float[64];
    float[] scale = new float[128];
    java.util.Arrays.fill(scale, 0, 64, 1f);
    vector.layerNorm(x, 0, scale, 0, y, 0, new float[1], new float[1], 0, 1, 64, 1e-5f);
    assertEquals(0f, vector.sum(y, 0, 64), 1e-4f);
    assertEquals(64f, vector.squaredNorm(y, 0, 64), 1e-2f);
  }

  private static float[] values(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) values[i] = (float) (random.nextDouble() * 8 - 4);
    return values;
  }
}
