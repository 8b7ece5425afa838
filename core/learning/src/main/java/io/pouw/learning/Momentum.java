package io.pouw.learning;

/** The momentum of a worker over its updates. */
public final class Momentum {
  private Momentum() {}

  /**
   * Sets each number to {@code fma(beta, momentum, (1 - beta) * update)}; one for which that is not
   * finite stays as it was.
   */
  public static void add(float beta, float[] update, float[] momentum) {
    float rest = 1 - beta;
    for (int i = 0; i < momentum.length; i++) {
      float next = Math.fma(beta, momentum[i], rest * update[i]);
      if (Float.isFinite(next)) momentum[i] = next;
    }
  }
}
