package io.pouw.learning.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RenyiAccountantTest {
  private static PrivacyReport mnist(double noise, int epochs) {
    long steps = Math.ceilDiv(epochs * 60_000L, 256L);
    return new RenyiAccountant(256 / 60_000.0, noise).report(steps, 1e-5);
  }

  /**
   * TensorFlow Privacy, tutorials/README.md: batch 256 of 60,000, delta 1e-5; noise 1.1, 60 epochs:
   * 3.01; noise 1.3, 15 epochs: 1.19; noise 0.7, 45 epochs: 7.10, with fractional orders and the
   * classic conversion.
   */
  @Test
  void theClassicConversionGivesThePublishedValues() {
    PrivacyReport report = mnist(1.1, 60);
    assertEquals(3.01, report.classicEpsilon(), 0.005);
    assertEquals(9, report.classicOrder());
    assertEquals(1.19, mnist(1.3, 15).classicEpsilon(), 0.005);
    double low = mnist(0.7, 45).classicEpsilon();
    assertTrue(low >= 7.10 && low < 7.13, "whole orders alone lose a little: " + low);
  }

  /**
   * Z. Bu et al., "Deep learning with Gaussian differential privacy", 2020, figure 4: moments
   * accountant, batch 256 of 60,000, noise 1.3, epoch 20: (1.34, 1e-5).
   */
  @Test
  void theMomentsAccountantsFigureOfAnotherPaperIsMet() {
    assertEquals(1.34, mnist(1.3, 20).classicEpsilon(), 0.011);
  }

  @Test
  void theBetterConversionGivesLess() {
    PrivacyReport report = mnist(1.1, 60);
    assertEquals(2.597, report.epsilon(), 0.0005);
    assertEquals(8, report.order());
    assertTrue(report.epsilon() < report.classicEpsilon());
  }

  @Test
  void withoutSamplingItIsTheGaussianMechanism() {
    var accountant = new RenyiAccountant(1, 2);
    assertEquals(10 / 8.0, accountant.divergence(1, 10), 1e-15);
    // Sampling with nearly certainty is nearly the same.
    assertEquals(10 / 8.0, new RenyiAccountant(1 - 1e-12, 2).divergence(1, 10), 1e-9);
  }

  @Test
  void orderTwoIsTheClosedForm() {
    double q = 0.01;
    double expected = DoubleTranscendental.log(1 + q * q * (Math.E - 1));
    assertEquals(expected, new RenyiAccountant(q, 1).divergence(1, 2), 1e-15);
  }

  @Test
  void moreStepsMoreSamplesAndLessNoiseCostMore() {
    double base = new RenyiAccountant(0.01, 1).report(1_000, 1e-5).epsilon();
    assertTrue(new RenyiAccountant(0.01, 1).report(1_001, 1e-5).epsilon() > base);
    assertTrue(new RenyiAccountant(0.011, 1).report(1_000, 1e-5).epsilon() > base);
    assertTrue(new RenyiAccountant(0.01, 0.99).report(1_000, 1e-5).epsilon() > base);
    assertTrue(new RenyiAccountant(0.01, 1).report(1_000, 1e-6).epsilon() > base);
  }

  @Test
  void settingsWithoutMeaningAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RenyiAccountant(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new RenyiAccountant(1.01, 1));
    assertThrows(IllegalArgumentException.class, () -> new RenyiAccountant(0.1, 0));
    assertThrows(IllegalArgumentException.class, () -> new RenyiAccountant(0.1, Double.NaN));
    var accountant = new RenyiAccountant(0.1, 1);
    assertThrows(IllegalArgumentException.class, () -> accountant.report(1, 0));
    assertThrows(IllegalArgumentException.class, () -> accountant.report(-1, 0.1));
    assertThrows(IllegalArgumentException.class, () -> accountant.divergence(1, 1));
    assertTrue(accountant.report(1_000_000_000_000L, 1e-5).epsilon() > 1e6, "and stays finite");
  }
}
