package io.pouw.learning.network;

import io.pouw.learning.random.RandomStream;

/** First values of parameters. */
final class Weights {
  private Weights() {}

  /** Uniform in [-limit, limit). */
  static void uniform(float[] parameters, int from, int to, float limit, RandomStream random) {
    for (int i = from; i < to; i++) parameters[i] = (2f * random.nextUnit() - 1f) * limit;
  }

  /**
   * Uniform with the variance 2 / inputs, which keeps that of what flows through layers with relu
   * (K. He et al., "Delving deep into rectifiers", 2015, section 2.2).
   */
  static void he(float[] parameters, int from, int to, int inputs, RandomStream random) {
    uniform(parameters, from, to, (float) Math.sqrt(6.0 / inputs), random);
  }

  /**
   * Uniform with the variance 1 / inputs (Y. LeCun et al., "Efficient backprop", 1998, section
   * 4.6).
   */
  static void leCun(float[] parameters, int from, int to, int inputs, RandomStream random) {
    uniform(parameters, from, to, (float) Math.sqrt(3.0 / inputs), random);
  }

  /** Uniform with a standard deviation. */
  static void deviating(
      float[] parameters, int from, int to, double deviation, RandomStream random) {
    uniform(parameters, from, to, (float) (deviation * Math.sqrt(3.0)), random);
  }
}
