package io.pouw.learning.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvolutionTest {
  private final Convolution reference = KernelPath.REFERENCE.newConvolution();

  @Test
  void theReferenceIsOneChainFromTheBiasOverChannelRowAndColumn() {
    var shape = new ConvolutionShape(1, 2, 1, 2, 1, 1, 2, 1, 1, 0, 0);
    float[] in = {1.1f, -2.3f, 0.7f, 4.1f};
    float[] weights = {3.3f, 0.1f, 9.9f, -1.7f};
    float[] out = new float[1];
    reference.forward(shape, in, weights, 0, new float[] {5f}, 0, out);
    float chain = Math.fma(0.1f, -2.3f, Math.fma(3.3f, 1.1f, 5f));
    assertEquals(Math.fma(-1.7f, 4.1f, Math.fma(9.9f, 0.7f, chain)), out[0]);
  }

  @Test
  void paddingSurroundsTheImageWithZeros() {
    var shape = new ConvolutionShape(1, 1, 2, 2, 1, 3, 3, 1, 1, 1, 1);
    float[] weights = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    float[] out = new float[4];
    reference.forward(shape, new float[] {1, 10, 100, 1000}, weights, 0, new float[1], 0, out);
    assertArrayEquals(new float[] {9865, 8754, 6532, 5421}, out);
  }

  @ParameterizedTest
  @EnumSource(
      value = KernelPath.class,
      names = {"SCALAR", "VECTOR"})
  void everyPathHasTheBitsOfTheReferenceOnRandomShapes(KernelPath path) {
    Convolution convolution = path.newConvolution();
    for (int seed = 0; seed < 300; seed++)
      assertSameBits(convolution, randomShape(new SplittableRandom(seed)), seed);
  }

  @ParameterizedTest
  @EnumSource(
      value = KernelPath.class,
      names = {"SCALAR", "VECTOR"})
  void everyPathHasTheBitsOfTheReferenceOnTheShapesOfLeNet(KernelPath path) {
    Convolution convolution = path.newConvolution();
    for (int batch : new int[] {1, 16, 33}) {
      assertSameBits(
          convolution, new ConvolutionShape(batch, 1, 28, 28, 6, 5, 5, 1, 1, 2, 2), batch);
      assertSameBits(
          convolution, new ConvolutionShape(batch, 6, 14, 14, 16, 5, 5, 1, 1, 0, 0), batch);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void aTeamHasTheBitsOfOneThread(int threads) {
    for (KernelPath path : KernelPath.values()) {
      Convolution convolution = path.newKernels(new ThreadTeam(threads)).convolution();
      for (int seed = 0; seed < 20; seed++)
        assertSameBits(convolution, randomShape(new SplittableRandom(seed)), seed);
      assertSameBits(convolution, new ConvolutionShape(33, 6, 14, 14, 16, 5, 5, 1, 1, 0, 0), 33);
      assertSameBits(convolution, new ConvolutionShape(17, 1, 20, 20, 6, 5, 5, 2, 1, 2, 2), 17);
    }
  }

  /** The gradients belong to the forward pass: <forward(x), g> = <x, backward(g)>, in both. */
  @Test
  void theGradientsAreTheTransposesOfTheForwardPass() {
    for (int seed = 0; seed < 60; seed++) {
      var random = new SplittableRandom(seed);
      ConvolutionShape shape = randomShape(random);
      float[] in = numbers(random, shape.inputs(), 1);
      float[] weights = numbers(random, shape.weights(), 1);
      float[] gradient = numbers(random, shape.outputs(), 1);
      float[] out = new float[shape.outputs()];
      float[] inGradient = new float[shape.inputs()];
      float[] weightGradient = new float[shape.weights()];
      float[] biases = new float[shape.filters()];
      float[] biasGradient = new float[shape.filters()];
      reference.forward(shape, in, weights, 0, biases, 0, out);
      reference.backwardData(shape, gradient, weights, 0, inGradient);
      reference.backwardWeights(shape, in, gradient, weightGradient, 0);
      reference.backwardBiases(shape, gradient, biasGradient, 0);
      double forward = inner(out, gradient);
      double tolerance = 1e-4 * (1 + Math.sqrt(shape.outputs()) * shape.taps());
      assertEquals(forward, inner(in, inGradient), tolerance, "seed " + seed + ": " + shape);
      assertEquals(forward, inner(weights, weightGradient), tolerance, "seed " + seed);
      assertEquals(sum(gradient), sum(biasGradient), tolerance, "seed " + seed);
    }
  }

  @Test
  void aKernelThatDoesNotFitIsRefusedWithItsSizes() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ConvolutionShape(1, 1, 3, 8, 1, 6, 5, 1, 1, 1, 0));
    assertEquals("height: a kernel of 6 does not fit into 3 with padding 1", refusal.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new ConvolutionShape(1, 1, 8, 8, 1, 3, 3, 1, 1, 3, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ConvolutionShape(1 << 20, 1 << 10, 1 << 10, 8, 1, 3, 3, 1, 1, 0, 0));
  }

  @Test
  void anArrayThatIsTooShortIsRefused() {
    var shape = new ConvolutionShape(2, 1, 3, 3, 1, 2, 2, 1, 1, 0, 0);
    for (KernelPath path : KernelPath.values()) {
      var refusal =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  path.newConvolution()
                      .forward(
                          shape, new float[17], new float[4], 0, new float[1], 0, new float[8]));
      assertEquals("input: 18 numbers are needed from 0, the array has 17", refusal.getMessage());
    }
  }

  private static ConvolutionShape randomShape(SplittableRandom random) {
    int kernelHeight = 1 + random.nextInt(5);
    int kernelWidth = 1 + random.nextInt(5);
    return new ConvolutionShape(
        1 + random.nextInt(random.nextInt(4) == 0 ? 40 : 18),
        1 + random.nextInt(7),
        kernelHeight + random.nextInt(6),
        kernelWidth + random.nextInt(6),
        1 + random.nextInt(9),
        kernelHeight,
        kernelWidth,
        1 + random.nextInt(3),
        1 + random.nextInt(3),
        random.nextInt(kernelHeight),
        random.nextInt(kernelWidth));
  }

  private void assertSameBits(Convolution convolution, ConvolutionShape shape, int seed) {
    var random = new SplittableRandom(seed);
    float[] in = numbers(random, shape.inputs() + 3, 12);
    int from = random.nextInt(4);
    float[] weights = numbers(random, shape.weights() + from + 2, 12);
    float[] biases = numbers(random, shape.filters() + from, 12);
    float[] gradient = numbers(random, shape.outputs() + 1, 12);
    String which = "seed " + seed + ": " + shape;
    float[][] expected = results(reference, shape, in, weights, biases, gradient, from);
    // Twice: the second call must not see what the first left behind.
    results(convolution, shape, numbers(random, in.length, 3), weights, biases, gradient, from);
    float[][] actual = results(convolution, shape, in, weights, biases, gradient, from);
    String[] names = {"forward", "weights", "biases", "data"};
    for (int i = 0; i < names.length; i++)
      assertArrayEquals(bits(expected[i]), bits(actual[i]), names[i] + ", " + which);
  }

  /** Arrays longer than the results: what lies around them must stay. */
  private static float[][] results(
      Convolution convolution,
      ConvolutionShape shape,
      float[] in,
      float[] weights,
      float[] biases,
      float[] gradient,
      int from) {
    float[] out = numbers(new SplittableRandom(1), gradient.length, 1);
    float[] weightGradient = numbers(new SplittableRandom(2), weights.length, 1);
    float[] biasGradient = numbers(new SplittableRandom(3), biases.length, 1);
    float[] inGradient = numbers(new SplittableRandom(4), in.length, 1);
    convolution.forward(shape, in, weights, from, biases, from, out);
    convolution.backwardWeights(shape, in, gradient, weightGradient, from);
    convolution.backwardBiases(shape, gradient, biasGradient, from);
    convolution.backwardData(shape, gradient, weights, from, inGradient);
    return new float[][] {out, weightGradient, biasGradient, inGradient};
  }

  private static float[] numbers(SplittableRandom random, int count, int exponents) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++)
      numbers[i] =
          random.nextInt(10) == 0
              ? (random.nextBoolean() ? 0f : -0f)
              : (float) (random.nextDouble() * 2 - 1) * (1 << random.nextInt(exponents));
    return numbers;
  }

  private static double inner(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += (double) a[i] * b[i];
    return sum;
  }

  private static double sum(float[] a) {
    double sum = 0;
    for (float x : a) sum += x;
    return sum;
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) bits[i] = Float.floatToRawIntBits(values[i]);
    return bits;
  }
}
