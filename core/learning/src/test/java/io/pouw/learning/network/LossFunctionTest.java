package io.pouw.learning.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.spec.Loss;
import io.pouw.learning.spec.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossFunctionTest {
  private static final float[] OUTPUTS = {0.5f, -1.25f, 2f, 0.1f, -3f, 1.5f};
  private final Signal outputs = Signal.between(2, new Shape.Features(3));

  private static LossFunction of(Loss loss) {
    return new LossFunction(loss, KernelPath.fastest().newKernels());
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void theGradientIsThatOfFiniteDifferences(Loss loss) {
    float[] targets =
        loss == Loss.SOFTMAX_CROSS_ENTROPY ? new float[] {2, 0} : new float[] {1, 0, 1, 0, 0, 1};
    LossFunction function = of(loss);
    load();
    function.backward(outputs, targets, 0, 1f / function.answers(outputs), 0);
    float[] gradient = outputs.gradient().clone();
    for (int i = 0; i < OUTPUTS.length; i++) {
      load();
      outputs.values()[i] += 0x1p-8f;
      double above = function.backward(outputs, targets, 0, 1f / function.answers(outputs), 0);
      load();
      outputs.values()[i] -= 0x1p-8f;
      double below = function.backward(outputs, targets, 0, 1f / function.answers(outputs), 0);
      assertEquals((above - below) * 0x1p7 / function.answers(outputs), gradient[i], 1e-3);
    }
  }

  @Test
  void lossesAreThoseOfTheFormulas() {
    load();
    assertEquals(2.25f, of(Loss.MEAN_SQUARED_ERROR).of(outputs, 0, new float[] {2f}));
    var binary = of(Loss.BINARY_CROSS_ENTROPY);
    assertEquals(StrictMath.log(1 + StrictMath.exp(-0.5)), binary.of(outputs, 0, ones()), 1e-6);
    outputs.values()[0] = -1e6f;
    assertEquals(1e6f, binary.of(outputs, 0, ones()));
  }

  @Test
  void anAnswerNamesAClass() {
    load();
    assertEquals(2, of(Loss.SOFTMAX_CROSS_ENTROPY).predicted(outputs, 0));
    assertEquals(0, of(Loss.BINARY_CROSS_ENTROPY).predicted(outputs, 1));
    assertEquals(1, of(Loss.BINARY_CROSS_ENTROPY).predicted(outputs, 2));
    assertEquals(-3, of(Loss.MEAN_SQUARED_ERROR).predicted(outputs, 4));
    assertArrayEquals(
        new float[] {0.377541f, 0.622459f},
        of(Loss.BINARY_CROSS_ENTROPY).probabilities(outputs, 0),
        1e-6f);
  }

  private static float[] ones() {
    return new float[] {1, 1, 1, 1, 1, 1};
  }

  private void load() {
    System.arraycopy(OUTPUTS, 0, outputs.values(), 0, OUTPUTS.length);
  }
}
