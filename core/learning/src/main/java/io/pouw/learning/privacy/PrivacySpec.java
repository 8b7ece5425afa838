package io.pouw.learning.privacy;

/**
 * Differential privacy of the training (DP-SGD; M. Abadi et al., "Deep learning with differential
 * privacy", 2016, algorithm 1); in a specification {@code "privacy": {"clip": 1.0, "noise": 1.1,
 * "delta": 1e-5}}.
 *
 * @param clip greatest L2 norm of an example's gradient, greater ones are scaled down to it
 * @param noise standard deviation of the noise over {@code clip}
 * @param delta of (epsilon, delta)-differential privacy, less than one over the rows
 */
public record PrivacySpec(double clip, double noise, double delta, Sampling sampling) {
  public static final double MIN_CLIP = 1e-6;
  public static final double MAX_CLIP = 1e6;
  public static final double MIN_NOISE = 0.1;
  public static final double MAX_NOISE = 1e3;
  public static final double MIN_DELTA = 1e-15;
  public static final double MAX_DELTA = 0.5;

  public PrivacySpec {
    requireWithin("clip", clip, MIN_CLIP, MAX_CLIP);
    requireWithin("noise", noise, MIN_NOISE, MAX_NOISE);
    requireWithin("delta", delta, MIN_DELTA, MAX_DELTA);
  }

  private static void requireWithin(String what, double value, double low, double high) {
    if (!(value >= low && value <= high))
      throw new IllegalArgumentException(
          "%s is %s, expected a number from %s to %s".formatted(what, value, low, high));
  }
}
