package io.pouw.task.tribuo.method;

import io.pouw.learning.privacy.DoubleTranscendental;
import io.pouw.task.tribuo.spec.Algorithm.OneClassSvm;

/**
 * How alike two rows are, with the same bits on every machine: libsvm's own radial kernel is of
 * {@code Math.exp}. Sums run over the features in their order.
 */
final class KernelFunction {
  private final OneClassSvm settings;
  private final double gamma;

  KernelFunction(OneClassSvm settings, int features) {
    this.settings = settings;
    this.gamma = settings.gamma() > 0 ? settings.gamma() : 1.0 / features;
  }

  double gamma() {
    return gamma;
  }

  double of(float[] a, float[] b) {
    return switch (settings.kernel()) {
      case LINEAR -> dot(a, b);
      case POLYNOMIAL -> power(Math.fma(gamma, dot(a, b), settings.coef0()));
      case RBF -> DoubleTranscendental.exp(-gamma * distance(a, b));
    };
  }

  private double power(double base) {
    double power = 1;
    for (int i = 0; i < settings.degree(); i++) power *= base;
    return power;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum = Math.fma((double) a[i], (double) b[i], sum);
    return sum;
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum = Math.fma(difference, difference, sum);
    }
    return sum;
  }
}
