package io.pouw.learning.kernel;

import static io.pouw.learning.kernel.ElementwiseTest.bits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pouw.learning.spec.Activation;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A fused product has the bits of the product and the sweeps that it stands for. */
class FusionTest {
  private static final float RATE = 0.37f;

  /** What is fused. */
  private enum Kind {
    BIAS,
    BIAS_AND_ACTIVATION,
    BIAS_ACTIVATION_AND_SUMS,
    ACTIVATION,
    SLOPE,
    DESCENT
  }

  private final Gemm reference = KernelPath.REFERENCE.newGemm();
  private final Elementwise sweeps = new ScalarElementwise();

  @ParameterizedTest
  @EnumSource(KernelPath.class)
  void everyPathHasTheBitsOfTheSweepsOnRandomShapesAndStrides(KernelPath path) {
    Gemm gemm = path.newGemm();
    for (int seed = 0; seed < 1_200; seed++) {
      int limit = seed % 40 == 0 ? 200 : 40;
      assertSameBits(gemm, Case.random(seed, limit), path + ", seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 1023, 1024, 1025, 2049})
  void theEndsOfChainsAreThoseOfTheLastBlockOfTheSum(int depth) {
    for (KernelPath path : new KernelPath[] {KernelPath.SCALAR, KernelPath.VECTOR})
      for (int seed = 0; seed < 30; seed++) {
        var random = new SplittableRandom(seed);
        int rows = 1 + random.nextInt(60);
        int columns = 1 + random.nextInt(70);
        assertSameBits(
            path.newGemm(),
            Case.of(random, rows, depth, columns),
            "%s, depth %d, seed %d".formatted(path, depth, seed));
      }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void aTeamHasTheBitsOfTheSweeps(int threads) {
    Gemm gemm = KernelPath.VECTOR.newKernels(new ThreadTeam(threads)).gemm();
    for (int seed = 0; seed < 100; seed++)
      assertSameBits(gemm, Case.random(seed, 150), threads + " threads, seed " + seed);
  }

  @Test
  void whatLiesBesideMustHaveTheShapeOfTheResult() {
    Matrix square = Matrix.rowMajor(new float[4], 0, 2, 2);
    Matrix wide = Matrix.rowMajor(new float[6], 0, 2, 3);
    for (KernelPath path : KernelPath.values()) {
      Gemm gemm = path.newGemm();
      Fusion slope = Fusion.slope(Activation.RELU, wide);
      Fusion bias = Fusion.bias(new float[5], 4);
      var refusal =
          assertThrows(
              IllegalArgumentException.class,
              () -> gemm.multiply(square, square, square, false, slope));
      assertEquals(
          "what lies beside the result must be 2 x 2 with contiguous columns, not 2 x 3",
          refusal.getMessage());
      assertThrows(
          IllegalArgumentException.class, () -> gemm.multiply(square, square, square, false, bias));
      assertThrows(
          IllegalArgumentException.class,
          () -> gemm.multiply(square, square, square, true, Fusion.bias(new float[2], 0)));
    }
  }

  private void assertSameBits(Gemm gemm, Case given, String which) {
    Case expected = given.copy();
    expected.unfused(reference, sweeps);
    Case actual = given.copy();
    gemm.multiply(actual.a, actual.b, actual.c, actual.accumulate, actual.fusion());
    // All of the arrays: nothing between and beyond the rows may be written.
    assertArrayEquals(
        bits(expected.beside.data()), bits(actual.beside.data()), which + ", beside: " + given);
    if (given.kind != Kind.DESCENT)
      assertArrayEquals(bits(expected.c.data()), bits(actual.c.data()), which + ": " + given);
  }

  private record Case(
      Kind kind,
      Activation activation,
      Matrix a,
      Matrix b,
      Matrix c,
      boolean accumulate,
      float[] biases,
      int biasesFrom,
      Matrix beside) {
    static Case random(int seed, int limit) {
      var random = new SplittableRandom(seed);
      int m = 1 + random.nextInt(limit);
      int k = 1 + random.nextInt(limit);
      return of(random, m, k, 1 + random.nextInt(limit));
    }

    static Case of(SplittableRandom random, int m, int k, int n) {
      Kind kind = List.of(Kind.values()).get(random.nextInt(Kind.values().length));
      boolean biased =
          switch (kind) {
            case BIAS, BIAS_AND_ACTIVATION, BIAS_ACTIVATION_AND_SUMS -> true;
            case ACTIVATION, SLOPE, DESCENT -> false;
          };
      int from = random.nextInt(5);
      return new Case(
          kind,
          List.of(Activation.values()).get(random.nextInt(Activation.values().length)),
          operand(random, m, k),
          operand(random, k, n),
          upright(random, m, n),
          !biased && random.nextBoolean(),
          values(random, from + n),
          from,
          upright(random, m, n));
    }

    Fusion fusion() {
      Fusion bias = Fusion.bias(biases, biasesFrom);
      return switch (kind) {
        case BIAS -> bias;
        case BIAS_AND_ACTIVATION -> bias.then(activation);
        case BIAS_ACTIVATION_AND_SUMS -> bias.then(activation, beside);
        case ACTIVATION -> Fusion.NONE.then(activation);
        case SLOPE -> Fusion.slope(activation, beside);
        case DESCENT -> {
          Fusion descent = Fusion.descent(beside);
          descent.rate(RATE);
          yield descent;
        }
      };
    }

    /** The same one after the other: the biases copied, the product, a sweep over each row. */
    void unfused(Gemm gemm, Elementwise sweeps) {
      boolean biased =
          kind == Kind.BIAS
              || kind == Kind.BIAS_AND_ACTIVATION
              || kind == Kind.BIAS_ACTIVATION_AND_SUMS;
      int n = c.columns();
      if (biased)
        for (int i = 0; i < c.rows(); i++)
          System.arraycopy(biases, biasesFrom, c.data(), c.index(i, 0), n);
      gemm.multiply(a, b, c, biased || accumulate);
      for (int i = 0; i < c.rows(); i++) sweep(sweeps, c.index(i, 0), beside.index(i, 0), n);
    }

    private void sweep(Elementwise sweeps, int at, int besideAt, int n) {
      float[] sums = c.data();
      float[] others = beside.data();
      if (kind == Kind.BIAS_ACTIVATION_AND_SUMS) System.arraycopy(sums, at, others, besideAt, n);
      switch (kind) {
        case BIAS -> {}
        case BIAS_AND_ACTIVATION, BIAS_ACTIVATION_AND_SUMS, ACTIVATION -> {
          switch (activation) {
            case LINEAR -> {}
            case RELU -> sweeps.relu(sums, at, sums, at, n);
            case GELU -> sweeps.gelu(sums, at, sums, at, n);
            case TANH -> sweeps.tanh(sums, at, sums, at, n);
            case SIGMOID -> sweeps.sigmoid(sums, at, sums, at, n);
          }
        }
        case SLOPE -> {
          switch (activation) {
            case LINEAR -> {}
            case RELU -> sweeps.reluGradient(others, besideAt, sums, at, n);
            case GELU -> sweeps.geluGradient(others, besideAt, sums, at, n);
            case TANH -> sweeps.tanhGradient(others, besideAt, sums, at, n);
            case SIGMOID -> sweeps.sigmoidGradient(others, besideAt, sums, at, n);
          }
        }
        case DESCENT -> {
          for (int j = 0; j < n; j++)
            others[besideAt + j] = Math.fma(-RATE, sums[at + j] * 1f, others[besideAt + j]);
        }
      }
    }

    Case copy() {
      return new Case(
          kind, activation, a, b, copy(c), accumulate, biases, biasesFrom, copy(beside));
    }

    private static Matrix copy(Matrix m) {
      return new Matrix(
          m.data().clone(), m.offset(), m.rows(), m.columns(), m.rowStride(), m.columnStride());
    }

    private static Matrix operand(SplittableRandom random, int rows, int columns) {
      return random.nextBoolean()
          ? upright(random, rows, columns)
          : upright(random, columns, rows).transposed();
    }

    private static Matrix upright(SplittableRandom random, int rows, int columns) {
      int offset = random.nextInt(5);
      int stride = columns + random.nextInt(4);
      float[] data = values(random, offset + rows * stride + random.nextInt(40));
      return new Matrix(data, offset, rows, columns, stride, 1);
    }

    /** Small, so that activations are not flat; some of them zeros of either sign. */
    private static float[] values(SplittableRandom random, int count) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++)
        values[i] =
            switch (random.nextInt(8)) {
              case 0 -> 0f;
              case 1 -> -0f;
              default -> (float) (random.nextDouble() * 2 - 1);
            };
      return values;
    }

    @Override
    public String toString() {
      return "%s %s of %d x %d x %d, %s"
          .formatted(
              kind, activation, c.rows(), a.columns(), c.columns(), accumulate ? "added" : "set");
    }
  }
}
