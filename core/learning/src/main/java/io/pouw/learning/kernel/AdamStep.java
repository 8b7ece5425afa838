package io.pouw.learning.kernel;

/** The numbers of one step of Adam. Mutable, so that a step allocates nothing. */
public final class AdamStep {
  private final float beta1;
  private final float beta2;
  private final float epsilon;
  private float rate;
  private float root = 1f;
  private float keep = 1f;
  private float scale = 1f;

  /** Before the first step. */
  public AdamStep(float beta1, float beta2, float epsilon) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  /**
   * Sets what differs from step to step.
   *
   * @param newRate the learning rate over 1 - beta1^t, for step t from 1
   * @param newRoot 1 over the square root of 1 - beta2^t
   * @param newKeep what decay leaves of a weight: 1 - learning rate * decay; 1 for none
   * @param newScale the factor on the gradient
   */
  public AdamStep set(float newRate, float newRoot, float newKeep, float newScale) {
    rate = newRate;
    root = newRoot;
    keep = newKeep;
    scale = newScale;
    return this;
  }

  public float beta1() {
    return beta1;
  }

  public float beta2() {
    return beta2;
  }

  public float epsilon() {
    return epsilon;
  }

  public float rate() {
    return rate;
  }

  public float root() {
    return root;
  }

  public float keep() {
    return keep;
  }

  public float scale() {
    return scale;
  }
}
