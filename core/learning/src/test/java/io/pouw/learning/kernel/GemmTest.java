package io.pouw.learning.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GemmTest {
  private final Gemm reference = KernelPath.REFERENCE.newGemm();

  @Test
  void theReferenceIsOneChainOfFusedMultiplyAddsFromTheStartValue() {
    Matrix a = Matrix.rowMajor(new float[] {1.1f, -2.3f, 0.7f}, 0, 1, 3);
    Matrix b = Matrix.rowMajor(new float[] {3.3f, 0.1f, 9.9f}, 0, 3, 1);
    Matrix c = Matrix.rowMajor(new float[] {5f}, 0, 1, 1);
    reference.multiply(a, b, c, true);
    float chain = Math.fma(0.7f, 9.9f, Math.fma(-2.3f, 0.1f, Math.fma(1.1f, 3.3f, 5f)));
    assertEquals(chain, c.data()[0]);
  }

  @Test
  void theTestsRunWithTheVectorModule() {
    assertTrue(KernelPath.vectorsArePresent());
    assertEquals(KernelPath.VECTOR, KernelPath.fastest());
  }

  @ParameterizedTest
  @EnumSource(
      value = KernelPath.class,
      names = {"SCALAR", "VECTOR"})
  void everyPathHasTheBitsOfTheReferenceOnRandomShapesAndStrides(KernelPath path) {
    Gemm gemm = path.newGemm();
    for (int seed = 0; seed < 400; seed++) {
      int limit = seed % 10 == 0 ? 300 : 40;
      assertSameBits(gemm, Case.random(seed, limit), path + ", seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void aTeamHasTheBitsOfOneThread(int threads) {
    Gemm gemm = KernelPath.VECTOR.newKernels(new ThreadTeam(threads)).gemm();
    for (int seed = 0; seed < 60; seed++)
      assertSameBits(gemm, Case.random(seed, 200), threads + " threads, seed " + seed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 257, 1023, 1024, 1025, 2049})
  void blocksOfTheSumJoinWithoutASeam(int depth) {
    for (KernelPath path : new KernelPath[] {KernelPath.SCALAR, KernelPath.VECTOR}) {
      var random = new SplittableRandom(depth);
      for (boolean accumulate : new boolean[] {false, true})
        assertSameBits(
            path.newGemm(), Case.of(random, 97, depth, 33, accumulate), path + ", depth " + depth);
    }
  }

  @Test
  void blocksOfColumnsJoinWithoutASeam() {
    var random = new SplittableRandom(7);
    for (int columns : new int[] {3072, 3073, 3089, 6200})
      assertSameBits(
          KernelPath.VECTOR.newGemm(), Case.of(random, 11, 9, columns, true), columns + " columns");
  }

  @Test
  void shapesThatDoNotMeetAreRefusedByAllPaths() {
    Matrix a = Matrix.rowMajor(new float[6], 0, 2, 3);
    Matrix square = Matrix.rowMajor(new float[4], 0, 2, 2);
    Matrix columns = new Matrix(new float[6], 0, 3, 2, 1, 3);
    for (KernelPath path : KernelPath.values()) {
      Gemm gemm = path.newGemm();
      var refusal =
          assertThrows(
              IllegalArgumentException.class, () -> gemm.multiply(a, square, square, false));
      assertEquals("shapes do not meet: 2 x 3 times 2 x 2 is not 2 x 2", refusal.getMessage());
      assertThrows(
          IllegalArgumentException.class,
          () -> gemm.multiply(a.transposed(), square, columns, false));
    }
  }

  @Test
  void aViewBeyondItsArrayIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Matrix.rowMajor(new float[11], 0, 3, 4));
    assertThrows(IllegalArgumentException.class, () -> Matrix.rowMajor(new float[12], 1, 3, 4));
    assertThrows(IllegalArgumentException.class, () -> Matrix.rowMajor(new float[12], 0, 0, 4));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Matrix(new float[12], 0, 70_000, 70_000, 70_000, 1));
  }

  private void assertSameBits(Gemm gemm, Case given, String which) {
    Matrix expected = given.result();
    Matrix actual = given.result();
    reference.multiply(given.a, given.b, expected, given.accumulate);
    gemm.multiply(given.a, given.b, actual, given.accumulate);
    // Compares what lies between and beyond the rows too: nothing else may be written.
    assertArrayEquals(bits(expected.data()), bits(actual.data()), which + ": " + given);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) bits[i] = Float.floatToRawIntBits(values[i]);
    return bits;
  }

  /** A product whose operands lie anywhere in larger arrays, upright or transposed. */
  private record Case(Matrix a, Matrix b, Matrix c, boolean accumulate) {
    static Case random(int seed, int limit) {
      var random = new SplittableRandom(seed);
      return of(
          random,
          1 + random.nextInt(limit),
          1 + random.nextInt(limit),
          1 + random.nextInt(limit),
          random.nextBoolean());
    }

    static Case of(SplittableRandom random, int m, int k, int n, boolean accumulate) {
      return new Case(
          operand(random, m, k), operand(random, k, n), upright(random, m, n), accumulate);
    }

    private static Matrix operand(SplittableRandom random, int rows, int columns) {
      return random.nextBoolean()
          ? upright(random, rows, columns)
          : upright(random, columns, rows).transposed();
    }

    private static Matrix upright(SplittableRandom random, int rows, int columns) {
      int offset = random.nextInt(5);
      int stride = columns + random.nextInt(4);
      float[] data = new float[offset + rows * stride + random.nextInt(9)];
      for (int i = 0; i < data.length; i++)
        data[i] = (float) (random.nextDouble() * 2 - 1) * (1 << random.nextInt(12));
      return new Matrix(data, offset, rows, columns, stride, 1);
    }

    Matrix result() {
      return new Matrix(
          c.data().clone(), c.offset(), c.rows(), c.columns(), c.rowStride(), c.columnStride());
    }

    @Override
    public String toString() {
      return "%d x %d x %d, strides %d %d, %d %d, %s"
          .formatted(
              c.rows(),
              a.columns(),
              c.columns(),
              a.rowStride(),
              a.columnStride(),
              b.rowStride(),
              b.columnStride(),
              accumulate ? "added" : "set");
    }
  }
}
